import { findAccount } from "@/lib/identity/accounts/find-account";
import type { StartImpersonation } from "@/lib/identity/accounts/schemas";
import { recordAccesses } from "@/lib/platform/access-log";
import { audit } from "@/lib/platform/audit";
import type { AdminContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { assertAdmin, assertConfirmed } from "@/lib/platform/permissions";

const LONGEST_MS = 3_600_000;

/**
 * Lets an admin see one partner as a member of it does, in this browser, for an hour at most. Nothing can be changed
 * meanwhile, and no credential made. The partner's log says that it began, until when, and why. Throws NotFound where
 * the person is no member of that partner, Conflict `admin_account`, Forbidden `confirm_yourself`. For admins.
 */
export async function startImpersonation(
  ctx: AdminContext,
  { user_id, partner_id, reason }: StartImpersonation,
): Promise<{ endsAt: Date }> {
  assertAdmin(ctx);
  assertConfirmed(ctx);
  const { sessionId } = ctx;
  if (sessionId === undefined) throw new NotFound("session");
  const endsAt = new Date(ctx.clock.now().getTime() + LONGEST_MS);
  return transaction(ctx, async (tx) => {
    const user = await findAccount(ctx, tx, user_id);
    const membership = await tx.partnerMember.findUnique({
      where: { partnerId_userId: { partnerId: partner_id, userId: user.id } },
    });
    if (membership === null) throw new NotFound("member");
    await tx.session.update({
      where: { id: sessionId, userId: ctx.userId },
      data: {
        impersonatedUserId: user.id,
        impersonatedPartnerId: partner_id,
        impersonationReason: reason,
        impersonationEndsAt: endsAt,
      },
    });
    await recordAccesses(ctx, tx, {
      reader: "admin.impersonation",
      purpose: null,
      why: `One of our admins looked at your company’s portal as you see it. Their reason: ${reason}`,
      people: [{ userId: user.id }],
      period: "day",
    });
    await audit(ctx, tx, {
      partnerId: partner_id,
      action: "impersonation.started",
      targetType: "user",
      targetId: user.id,
      details: { reason, until: endsAt.toISOString() },
    });
    return { endsAt };
  });
}
