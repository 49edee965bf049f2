import { assertSelf } from "@/lib/identity/accounts/assert-self";
import { audit } from "@/lib/platform/audit";
import type { UserContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";

/** Signs every other browser of the person out. Returns how many. Throws Forbidden `impersonating`. */
export async function revokeOtherSessions(ctx: UserContext): Promise<{ revoked: number }> {
  assertSelf(ctx);
  const now = ctx.clock.now();
  return transaction(ctx, async (tx) => {
    const { count } = await tx.session.updateMany({
      where: {
        userId: ctx.userId,
        revokedAt: null,
        expiresAt: { gt: now },
        ...(ctx.sessionId === undefined ? {} : { id: { not: ctx.sessionId } }),
      },
      data: { revokedAt: now },
    });
    await audit(ctx, tx, {
      partnerId: null,
      action: "sessions.revoked",
      targetType: "user",
      targetId: ctx.userId,
      details: { count },
    });
    return { revoked: count };
  });
}
