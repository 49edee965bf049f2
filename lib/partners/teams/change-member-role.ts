import {
  assertMayManage,
  assertNotLastOwner,
  withdrawInvitationsBy,
} from "@/lib/partners/teams/acting-member";
import { findMember } from "@/lib/partners/teams/find-member";
import { presentMember } from "@/lib/partners/teams/present-member";
import type { ChangeMemberRole, Member } from "@/lib/partners/teams/schemas";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { lockPartner } from "@/lib/platform/find-partner";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Gives a member of the caller's own team another role, in force from their next request. Only owners make or unmake
 * owners, and one must remain. Invitations that they sent and could not send now are withdrawn.
 * Throws NotFound, Forbidden `insufficient_role`, Conflict `last_owner`.
 */
export async function changeMemberRole(
  ctx: PartnerContext,
  { user_id, role }: ChangeMemberRole,
): Promise<Member> {
  assertPermitted(ctx, "team:write");
  return transaction(ctx, async (tx) => {
    await lockPartner(tx, ctx.partnerId);
    const member = await findMember(ctx, tx, user_id);
    await assertMayManage(ctx, tx, [member.role, role]);
    if (member.role === role) return presentMember(member);
    await assertNotLastOwner(tx, member);
    const row = await tx.partnerMember.update({
      where: { id: member.id, partnerId: ctx.partnerId },
      data: { role, updatedAt: ctx.clock.now() },
      include: { user: true },
    });
    await withdrawInvitationsBy(ctx, tx, { userId: user_id, role });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "member.role_changed",
      targetType: "member",
      targetId: user_id,
      details: { email: member.user.email, from: member.role, to: role },
    });
    return presentMember(row);
  });
}
