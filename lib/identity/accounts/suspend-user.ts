import { findAccount } from "@/lib/identity/accounts/find-account";
import type { ModerateUser } from "@/lib/identity/accounts/schemas";
import { recordAccesses } from "@/lib/platform/access-log";
import { audit } from "@/lib/platform/audit";
import type { AdminContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { assertAdmin, assertConfirmed } from "@/lib/platform/permissions";

/**
 * Suspends a person: their browsers are signed out at once, and they can neither sign in nor use their tokens.
 * Suspending again changes nothing. Throws NotFound, Conflict `admin_account`. Throws Forbidden `confirm_yourself`. For admins.
 */
export async function suspendUser(ctx: AdminContext, { user_id, reason }: ModerateUser): Promise<void> {
  assertAdmin(ctx);
  assertConfirmed(ctx);
  const now = ctx.clock.now();
  await transaction(ctx, async (tx) => {
    const user = await findAccount(ctx, tx, user_id);
    if (user.suspendedAt !== null) return;
    await tx.user.update({ where: { id: user.id }, data: { suspendedAt: now, updatedAt: now } });
    await tx.session.updateMany({ where: { userId: user.id, revokedAt: null }, data: { revokedAt: now } });
    await recordAccesses(ctx, tx, {
      reader: "admin.moderation",
      purpose: null,
      why: `One of our admins suspended your account. Their reason: ${reason}`,
      people: [{ userId: user.id }],
      period: "day",
    });
    await audit(ctx, tx, {
      partnerId: null,
      action: "user.suspended",
      targetType: "user",
      targetId: user.id,
      details: { reason },
    });
  });
}
