import { findAccount } from "@/lib/identity/accounts/find-account";
import type { ModerateUser } from "@/lib/identity/accounts/schemas";
import { recordAccesses } from "@/lib/platform/access-log";
import { audit } from "@/lib/platform/audit";
import type { AdminContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { assertAdmin, assertConfirmed } from "@/lib/platform/permissions";

/**
 * Signs a person out of every browser. Returns how many there were. Throws NotFound, Conflict `admin_account`.
 * Throws Forbidden `confirm_yourself`. For admins.
 */
export async function endUserSessions(
  ctx: AdminContext,
  { user_id, reason }: ModerateUser,
): Promise<{ ended: number }> {
  assertAdmin(ctx);
  assertConfirmed(ctx);
  const now = ctx.clock.now();
  return transaction(ctx, async (tx) => {
    const user = await findAccount(ctx, tx, user_id);
    const { count } = await tx.session.updateMany({
      where: { userId: user.id, revokedAt: null, expiresAt: { gt: now } },
      data: { revokedAt: now },
    });
    await recordAccesses(ctx, tx, {
      reader: "admin.moderation",
      purpose: null,
      why: `One of our admins signed you out everywhere. Their reason: ${reason}`,
      people: [{ userId: user.id }],
      period: "day",
    });
    if (count > 0) {
      await audit(ctx, tx, {
        partnerId: null,
        action: "user.sessions_ended",
        targetType: "user",
        targetId: user.id,
        details: { reason, sessions: count },
      });
    }
    return { ended: count };
  });
}
