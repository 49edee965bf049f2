import { findAccount } from "@/lib/identity/accounts/find-account";
import type { ModerateUser } from "@/lib/identity/accounts/schemas";
import { recordAccesses } from "@/lib/platform/access-log";
import { audit } from "@/lib/platform/audit";
import type { AdminContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { assertAdmin, assertConfirmed } from "@/lib/platform/permissions";

/** Lets a suspended person sign in again. Throws NotFound, Conflict `admin_account`. For admins. */
export async function unsuspendUser(ctx: AdminContext, { user_id, reason }: ModerateUser): Promise<void> {
  assertAdmin(ctx);
  assertConfirmed(ctx);
  await transaction(ctx, async (tx) => {
    const user = await findAccount(ctx, tx, user_id);
    if (user.suspendedAt === null) return;
    await tx.user.update({
      where: { id: user.id },
      data: { suspendedAt: null, updatedAt: ctx.clock.now() },
    });
    await recordAccesses(ctx, tx, {
      reader: "admin.moderation",
      purpose: null,
      why: `One of our admins lifted the suspension of your account. Their reason: ${reason}`,
      people: [{ userId: user.id }],
      period: "day",
    });
    await audit(ctx, tx, {
      partnerId: null,
      action: "user.unsuspended",
      targetType: "user",
      targetId: user.id,
      details: { reason },
    });
  });
}
