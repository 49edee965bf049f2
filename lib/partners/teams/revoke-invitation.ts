import { assertMayManage } from "@/lib/partners/teams/acting-member";
import { findInvitation } from "@/lib/partners/teams/find-member";
import type { InvitationPath } from "@/lib/partners/teams/schemas";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { lockPartner } from "@/lib/platform/find-partner";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Withdraws an invitation: its link stops working. Withdrawing again changes nothing.
 * Throws NotFound, Forbidden `insufficient_role`, Conflict `invitation_closed` for one that was accepted.
 */
export async function revokeInvitation(
  ctx: PartnerContext,
  { invitation_id }: InvitationPath,
): Promise<undefined> {
  assertPermitted(ctx, "team:write");
  return transaction(ctx, async (tx) => {
    await lockPartner(tx, ctx.partnerId);
    const invitation = await findInvitation(ctx, tx, invitation_id);
    await assertMayManage(ctx, tx, [invitation.role]);
    if (invitation.acceptedAt !== null) {
      throw new Conflict("invitation_closed", "This invitation was accepted: remove the member instead.");
    }
    if (invitation.revokedAt !== null) return undefined;
    await tx.invitation.update({
      where: { id: invitation.id, partnerId: ctx.partnerId },
      data: { revokedAt: ctx.clock.now() },
    });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "invitation.revoked",
      targetType: "invitation",
      targetId: invitation.id,
      details: { email: invitation.email, role: invitation.role },
    });
    return undefined;
  });
}
