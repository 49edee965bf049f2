import {
  assertMayManage,
  assertNotLastOwner,
  withdrawInvitationsBy,
} from "@/lib/partners/teams/acting-member";
import { findMember } from "@/lib/partners/teams/find-member";
import type { MemberPath } from "@/lib/partners/teams/schemas";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { lockPartner } from "@/lib/platform/find-partner";
import { assertPermitted } from "@/lib/platform/permissions";
import type { PartnerMember, User } from "@/lib/platform/prisma/client";

/**
 * Removes somebody from the caller's own team: their next request is refused, their personal access tokens for it are
 * revoked, the invitations they sent are withdrawn and they get its research reports no more. API keys stay: they belong to the team.
 * Throws NotFound, Forbidden `insufficient_role`, Conflict `last_owner`.
 */
export async function removeMember(ctx: PartnerContext, { user_id }: MemberPath): Promise<undefined> {
  assertPermitted(ctx, "team:write");
  return transaction(ctx, async (tx) => {
    await lockPartner(tx, ctx.partnerId);
    const member = await findMember(ctx, tx, user_id);
    await assertMayManage(ctx, tx, [member.role]);
    await endMembership(ctx, tx, member, "member.removed");
    return undefined;
  });
}

/** Ends a membership and all that came with it; the caller holds the lock. Throws Conflict `last_owner`. */
export async function endMembership(
  ctx: PartnerContext,
  tx: Transaction,
  member: PartnerMember & { user: User },
  action: "member.removed" | "member.left",
): Promise<void> {
  await assertNotLastOwner(tx, member);
  const { userId } = member;
  await tx.partnerMember.delete({ where: { id: member.id, partnerId: ctx.partnerId } });
  await tx.personalAccessToken.updateMany({
    where: { userId, partnerId: ctx.partnerId, revokedAt: null },
    data: { revokedAt: ctx.clock.now() },
  });
  await tx.insightReportRecipient.deleteMany({ where: { userId, report: { partnerId: ctx.partnerId } } });
  await withdrawInvitationsBy(ctx, tx, { userId, role: null });
  await audit(ctx, tx, {
    partnerId: ctx.partnerId,
    action,
    targetType: "member",
    targetId: userId,
    details: { email: member.user.email, role: member.role },
  });
}
