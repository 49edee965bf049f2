import { claimPartners } from "@/lib/partners/partners/claim-partners";
import { endHandedOut, type HandedOut, listHandedOut } from "@/lib/partners/partners/handed-out";
import type { EmailVerified, VerifyEmail } from "@/lib/partners/partners/schemas";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { type Db, transaction } from "@/lib/platform/db";
import { Invalid } from "@/lib/platform/errors";
import { emitEvent } from "@/lib/platform/events";
import { lockPartner } from "@/lib/platform/find-partner";
import { sha256 } from "@/lib/platform/seal";

/**
 * Marks an address as verified by the token that was mailed to it. Whatever was handed out before ends, but for what
 * `keep` names: whoever signed the partner up may have done it in somebody else's name. A partner that has a team is
 * the team's, and nothing of it ends. Using a token again changes nothing and says the same.
 * Throws Invalid `invalid_token` for one that is unknown, expired, or for an address since changed.
 */
export async function verifyEmail(
  ctx: Context,
  { token, keep = [] }: Pick<VerifyEmail, "token"> & Partial<VerifyEmail>,
): Promise<EmailVerified> {
  const now = ctx.clock.now();
  return transaction(ctx, async (tx) => {
    const { id, partner } = await findVerification(tx, token, now);
    // Only who makes the mark does the rest: a link opened twice at once verifies once.
    const first = await tx.emailVerification.updateMany({
      where: { id, usedAt: null },
      data: { usedAt: now },
    });
    if (first.count === 1) {
      await lockPartner(tx, partner.id);
      const revoked = (await isNobodys(tx, partner.id)) ? await endHandedOut(ctx, tx, partner.id, keep) : 0;
      await tx.partner.update({ where: { id: partner.id }, data: { emailVerifiedAt: now, updatedAt: now } });
      await audit(ctx, tx, {
        partnerId: partner.id,
        action: "partner.email_verified",
        targetType: "partner",
        targetId: partner.id,
        details: { revoked },
      });
      // Whoever has an account with this address sees the partner there, unless it is somebody's already.
      const owner = await tx.user.findUnique({ where: { email: partner.email.toLowerCase() } });
      if (owner !== null && owner.emailVerifiedAt !== null && owner.suspendedAt === null)
        await claimPartners(ctx, tx, { userId: owner.id, email: owner.email });
      await emitEvent(ctx, tx, {
        partnerId: partner.id,
        type: "verification.completed",
        data: { email: partner.email },
      });
    }
    return { partner_id: partner.id, company_name: partner.companyName, email_verified: true };
  });
}

/**
 * What a token would verify, and what was handed out until now and ends by it unless it is kept. Empty once it has been
 * used. Throws Invalid `invalid_token`.
 */
export async function inspectVerification(
  ctx: Context,
  { token }: Pick<VerifyEmail, "token">,
): Promise<{ companyName: string; email: string; handedOut: HandedOut[] }> {
  const now = ctx.clock.now();
  const { partner, usedAt } = await findVerification(ctx.db, token, now);
  const open = usedAt === null && (await isNobodys(ctx.db, partner.id));
  return {
    companyName: partner.companyName,
    email: partner.email,
    handedOut: open ? await listHandedOut(ctx.db, partner.id, now) : [],
  };
}

async function findVerification(db: Db, token: string, now: Date) {
  const verification = await db.emailVerification.findUnique({
    where: { tokenHash: sha256(token) },
    include: { partner: true },
  });
  if (
    verification === null ||
    verification.partner.email !== verification.email ||
    (verification.usedAt === null && verification.expiresAt <= now)
  ) {
    throw new Invalid("invalid_token", "This link is not valid, or no longer. Ask for a new one.", [
      { path: "token", message: "Is unknown, expired, or for another address." },
    ]);
  }
  return verification;
}

/** Whether nobody has signed in as a member: only keys speak for it. */
async function isNobodys(db: Db, partnerId: string): Promise<boolean> {
  return (await db.partnerMember.count({ where: { partnerId } })) === 0;
}
