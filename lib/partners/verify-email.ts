import { claimPartners } from "@/lib/partners/claim-partners";
import type { EmailVerified, VerifyEmail } from "@/lib/partners/schemas";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Invalid } from "@/lib/platform/errors";
import { emitEvent } from "@/lib/platform/events";
import { sha256 } from "@/lib/platform/seal";

/**
 * Marks an address as verified by the token that was mailed to it. Using a token again changes nothing and says the
 * same. Throws Invalid `invalid_token` for one that is unknown, expired, or for an address since changed.
 */
export async function verifyEmail(ctx: Context, { token }: VerifyEmail): Promise<EmailVerified> {
  const now = ctx.clock.now();
  return transaction(ctx, async (tx) => {
    const verification = await tx.emailVerification.findUnique({
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
    const { partner } = verification;
    // Only who makes the mark does the rest: a link opened twice at once verifies once.
    const first = await tx.emailVerification.updateMany({
      where: { id: verification.id, usedAt: null },
      data: { usedAt: now },
    });
    if (first.count === 1) {
      await tx.partner.update({ where: { id: partner.id }, data: { emailVerifiedAt: now, updatedAt: now } });
      await audit(ctx, tx, {
        partnerId: partner.id,
        action: "partner.email_verified",
        targetType: "partner",
        targetId: partner.id,
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
