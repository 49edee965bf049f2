import { assertMayManage } from "@/lib/partners/teams/acting-member";
import { findInvitation } from "@/lib/partners/teams/find-member";
import { insertInvitation } from "@/lib/partners/teams/invite-member";
import type { Invitation, InvitationPath } from "@/lib/partners/teams/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { lockPartner } from "@/lib/platform/find-partner";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Sends an open or expired invitation anew: a fresh one, valid for seven days, takes its place, and the link before
 * stops working. Throws NotFound, Forbidden `insufficient_role`, Conflict `invitation_closed`, LimitReached.
 */
export async function resendInvitation(
  ctx: PartnerContext,
  { invitation_id }: InvitationPath,
): Promise<Invitation> {
  assertPermitted(ctx, "team:write");
  return transaction(ctx, async (tx) => {
    await lockPartner(tx, ctx.partnerId);
    const old = await findInvitation(ctx, tx, invitation_id);
    await assertMayManage(ctx, tx, [old.role]);
    if (old.acceptedAt !== null || old.revokedAt !== null) {
      throw new Conflict(
        "invitation_closed",
        `This invitation was ${old.acceptedAt !== null ? "accepted" : "withdrawn"}. Invite them anew.`,
      );
    }
    await tx.invitation.update({
      where: { id: old.id, partnerId: ctx.partnerId },
      data: { revokedAt: ctx.clock.now() },
    });
    return insertInvitation(ctx, tx, { email: old.email, role: old.role, action: "invitation.resent" });
  });
}
