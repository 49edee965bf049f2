import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";

/** Revokes every access token of a person's that still works, for all their partners, and says how many those were. */
export async function revokeAllAccessTokens(ctx: Context, tx: Transaction, userId: string): Promise<number> {
  const now = ctx.clock.now();
  const revoked = await tx.personalAccessToken.updateManyAndReturn({
    where: { userId, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
    data: { revokedAt: now },
    select: { id: true, partnerId: true },
  });
  for (const { id, partnerId } of revoked) {
    await audit({ ...ctx, actor: { type: "user", id: userId } }, tx, {
      partnerId,
      action: "access_token.revoked",
      targetType: "access_token",
      targetId: id,
    });
  }
  return revoked.length;
}
