import type { Context } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";

/**
 * Ends a person's sessions, but for the one to keep, every link that is still on its way to them, and what their account
 * knows of browsers.
 */
export async function endCredentials(
  ctx: Context,
  tx: Transaction,
  userId: string,
  keptSessionId?: string,
): Promise<void> {
  const now = ctx.clock.now();
  await tx.session.updateMany({
    where: {
      userId,
      revokedAt: null,
      ...(keptSessionId === undefined ? {} : { id: { not: keptSessionId } }),
    },
    data: { revokedAt: now },
  });
  await tx.accountToken.updateMany({ where: { userId, usedAt: null }, data: { usedAt: now } });
  await tx.knownDevice.deleteMany({ where: { userId } });
}
