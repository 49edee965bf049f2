import type { Context, PartnerContext } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { Conflict, LimitReached } from "@/lib/platform/errors";
import { findPartner, lockPartner } from "@/lib/platform/find-partner";
import { newId } from "@/lib/platform/ids";
import { addJob } from "@/lib/platform/jobs";
import { assertPermitted } from "@/lib/platform/permissions";
import type { Partner as PartnerRow } from "@/lib/platform/prisma/client";

const VALID_HOURS = 48;
/** More mails than these to one partner in an hour would be a nuisance made with our help. */
const MAILS_PER_HOUR = 5;
const HOUR_MS = 3_600_000;

/** Queues the mail that verifies a partner's address. Its token is made when the mail is sent. Throws LimitReached. */
export async function requestVerification(ctx: Context, tx: Transaction, partner: PartnerRow): Promise<void> {
  const now = ctx.clock.now();
  const recent = await tx.emailVerification.count({
    where: { partnerId: partner.id, createdAt: { gt: new Date(now.getTime() - HOUR_MS) } },
  });
  if (recent >= MAILS_PER_HOUR) {
    throw new LimitReached(
      "too_many_mails",
      `At most ${MAILS_PER_HOUR} verification mails are sent in an hour.`,
      3_600,
    );
  }
  const verification = await tx.emailVerification.create({
    data: {
      id: newId(now),
      partnerId: partner.id,
      email: partner.email,
      expiresAt: new Date(now.getTime() + VALID_HOURS * HOUR_MS),
      createdAt: now,
    },
  });
  await addJob(tx, "partners.send-verification", { verification_id: verification.id });
}

/** Sends the verification mail once more. Throws NotFound, Conflict `already_verified`, LimitReached. */
export async function resendVerification(
  ctx: PartnerContext,
  { partner_id }: { partner_id: string },
): Promise<{ email: string; queued: true }> {
  assertPermitted(ctx, "partner:write");
  return transaction(ctx, async (tx) => {
    await lockPartner(tx, ctx.partnerId);
    const partner = await findPartner(ctx, tx, partner_id);
    if (partner.emailVerifiedAt !== null) {
      throw new Conflict("already_verified", `${partner.email} is verified already.`);
    }
    await requestVerification(ctx, tx, partner);
    return { email: partner.email, queued: true };
  });
}
