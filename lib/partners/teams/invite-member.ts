import type { AuditActionName } from "@/lib/catalog/audit-actions";
import { actingUserId, assertMayManage } from "@/lib/partners/teams/acting-member";
import { presentInvitation } from "@/lib/partners/teams/present-member";
import type { Invitation, InviteMember, MemberRole } from "@/lib/partners/teams/schemas";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { Conflict, Forbidden, LimitReached } from "@/lib/platform/errors";
import { lockPartner } from "@/lib/platform/find-partner";
import { newId } from "@/lib/platform/ids";
import { addJob } from "@/lib/platform/jobs";
import { assertPermitted } from "@/lib/platform/permissions";

const DAY_MS = 86_400_000;
const VALID_DAYS = 7;
/** More invitations than these open at once are a mistake, or mail that nobody asked for. */
export const MAX_OPEN_INVITATIONS = 50;
/** Resent ones count: each is a mail. */
export const MAILS_PER_DAY = 100;

/**
 * Invites somebody to the caller's own team by mail; the link holds for seven days. Only owners invite owners, and only
 * people whose own address is verified invite: an unverified one could be anybody, sending mail in our name.
 * Throws Forbidden `insufficient_role` or `email_unverified`, Conflict `already_member`, `already_invited` or
 * `too_many_invitations`, LimitReached `too_many_mails`.
 */
export async function inviteMember(ctx: PartnerContext, { email, role }: InviteMember): Promise<Invitation> {
  assertPermitted(ctx, "team:write");
  return transaction(ctx, async (tx) => {
    await lockPartner(tx, ctx.partnerId);
    await assertMayManage(ctx, tx, [role]);
    await assertVerified(ctx, tx);
    const now = ctx.clock.now();
    const member = await tx.partnerMember.findFirst({ where: { partnerId: ctx.partnerId, user: { email } } });
    if (member !== null) throw new Conflict("already_member", `${email} is in this team already.`);
    const open = await tx.invitation.findMany({
      where: { partnerId: ctx.partnerId, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
      select: { email: true },
    });
    if (open.some((invitation) => invitation.email === email)) {
      throw new Conflict(
        "already_invited",
        `${email} has an open invitation. Send it again, or withdraw it first.`,
      );
    }
    if (open.length >= MAX_OPEN_INVITATIONS) {
      throw new Conflict(
        "too_many_invitations",
        `There are ${MAX_OPEN_INVITATIONS} open invitations already: withdraw some first.`,
      );
    }
    // An expired one to the same address has had its day.
    await tx.invitation.updateMany({
      where: { partnerId: ctx.partnerId, email, acceptedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    return insertInvitation(ctx, tx, { email, role, action: "invitation.sent" });
  });
}

/** Throws Forbidden `email_unverified`. */
async function assertVerified(ctx: PartnerContext, tx: Transaction): Promise<void> {
  const userId = actingUserId(ctx);
  if (userId === null) return;
  const me = await tx.user.findUnique({
    where: { id: userId },
    select: { emailVerifiedAt: true, email: true },
  });
  if (me === null || me.emailVerifiedAt === null) {
    throw new Forbidden("email_unverified", "Verify your own e-mail address before you invite others.");
  }
}

/** Writes an invitation with its audit row and its mail; the caller holds the lock. Throws LimitReached. */
export async function insertInvitation(
  ctx: PartnerContext,
  tx: Transaction,
  { email, role, action }: { email: string; role: MemberRole; action: AuditActionName },
): Promise<Invitation> {
  const now = ctx.clock.now();
  const sent = await tx.invitation.count({
    where: { partnerId: ctx.partnerId, createdAt: { gt: new Date(now.getTime() - DAY_MS) } },
  });
  if (sent >= MAILS_PER_DAY) {
    throw new LimitReached(
      "too_many_mails",
      `At most ${MAILS_PER_DAY} invitations are sent in a day. Try again tomorrow.`,
      DAY_MS / 1_000,
    );
  }
  const row = await tx.invitation.create({
    data: {
      id: newId(now),
      partnerId: ctx.partnerId,
      email,
      role,
      invitedById: actingUserId(ctx),
      expiresAt: new Date(now.getTime() + VALID_DAYS * DAY_MS),
      createdAt: now,
    },
    include: { invitedBy: { select: { name: true } } },
  });
  await addJob(tx, "partners.send-invitation", { invitation_id: row.id });
  await audit(ctx, tx, {
    partnerId: ctx.partnerId,
    action,
    targetType: "invitation",
    targetId: row.id,
    details: { email, role },
  });
  return presentInvitation(row, now);
}
