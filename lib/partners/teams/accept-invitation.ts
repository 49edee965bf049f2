import { findByToken, invalidInvitation } from "@/lib/partners/teams/get-invitation";
import type { InvitationToken, MemberRole } from "@/lib/partners/teams/schemas";
import { audit } from "@/lib/platform/audit";
import type { UserContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Forbidden } from "@/lib/platform/errors";
import { lockPartner } from "@/lib/platform/find-partner";
import { newId } from "@/lib/platform/ids";

/**
 * Makes the person who is signed in a member of the team that invited them. The invitation must be to their own address,
 * and that must be verified: a mail that was passed on lets nobody in. Accepting again says the same; who is a member
 * already keeps their role.
 * Throws Invalid `invalid_invitation`, Forbidden `wrong_account` or `email_unverified`.
 */
export async function acceptInvitation(
  ctx: UserContext,
  { token }: InvitationToken,
): Promise<{ partner_id: string; company_name: string; role: MemberRole }> {
  return transaction(ctx, async (tx) => {
    const seen = await findByToken(tx, token);
    if (seen === null) throw invalidInvitation();
    const user = await tx.user.findUniqueOrThrow({ where: { id: ctx.userId } });
    if (user.email !== seen.email) {
      throw new Forbidden(
        "wrong_account",
        `This invitation is for ${seen.email}, and you are signed in as ${user.email}. Sign in with the account it is for.`,
      );
    }
    if (user.emailVerifiedAt === null) {
      throw new Forbidden("email_unverified", `Verify ${user.email} first: open the link we sent there.`);
    }
    const { partner } = seen;
    await lockPartner(tx, partner.id);
    // Only what stands after the lock counts: it may have been withdrawn or accepted meanwhile.
    const invitation = await findByToken(tx, token);
    if (invitation === null) throw invalidInvitation();
    const member = await tx.partnerMember.findUnique({
      where: { partnerId_userId: { partnerId: partner.id, userId: user.id } },
    });
    const answer = { partner_id: partner.id, company_name: partner.companyName };
    if (invitation.acceptedAt !== null) {
      if (member === null) throw invalidInvitation();
      return { ...answer, role: member.role };
    }
    const now = ctx.clock.now();
    if (invitation.expiresAt <= now) throw invalidInvitation();
    await tx.invitation.update({ where: { id: invitation.id }, data: { acceptedAt: now } });
    if (member !== null) return { ...answer, role: member.role };
    await tx.partnerMember.create({
      data: {
        id: newId(now),
        partnerId: partner.id,
        userId: user.id,
        role: invitation.role,
        createdAt: now,
        updatedAt: now,
      },
    });
    await audit(ctx, tx, {
      partnerId: partner.id,
      action: "member.joined",
      targetType: "member",
      targetId: user.id,
      details: { email: user.email, role: invitation.role },
    });
    return { ...answer, role: invitation.role };
  });
}
