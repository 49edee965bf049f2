import { ASK_RECIPIENT_JOB } from "@/lib/partners/alerts/ask-recipients";
import type { AlertRecipientRef } from "@/lib/partners/alerts/schemas";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict, LimitReached, NotFound } from "@/lib/platform/errors";
import { addJob } from "@/lib/platform/jobs";
import { assertPermitted } from "@/lib/platform/permissions";

/** An address is asked so often in all, and no sooner again than this. */
export const MOST_ASKED = 3;
const APART_SECONDS = 3_600;

/**
 * Sends the mail once more that asks an address outside the team whether it wants alerts.
 * Throws Forbidden, NotFound, Conflict `recipient_answered`, LimitReached `too_many_mails`.
 */
export async function askRecipientAgain(
  ctx: PartnerContext,
  input: AlertRecipientRef,
): Promise<{ email: string }> {
  assertPermitted(ctx, "alerts:write");
  return transaction(ctx, async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM alert_recipients WHERE partner_id = ${ctx.partnerId}::uuid AND email = ${input.email} FOR UPDATE`;
    const where = { partnerId_email: { partnerId: ctx.partnerId, email: input.email } };
    const row = await tx.alertRecipient.findUnique({ where });
    if (row === null) throw new NotFound("recipient");
    if (row.confirmedAt !== null || row.declinedAt !== null) {
      throw new Conflict("recipient_answered", "This address has answered already.");
    }
    const now = ctx.clock.now();
    if (row.asked >= MOST_ASKED) {
      throw new LimitReached("too_many_mails", `We ask an address ${MOST_ASKED} times at most.`, 86_400);
    }
    const wait = APART_SECONDS - (now.getTime() - row.askedAt.getTime()) / 1_000;
    if (wait > 0) {
      const minutes = Math.ceil(wait / 60);
      const detail = `We asked this address less than an hour ago. Try again in ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`;
      throw new LimitReached("too_many_mails", detail, wait);
    }
    await tx.alertRecipient.update({ where, data: { asked: { increment: 1 }, askedAt: now } });
    await addJob(tx, ASK_RECIPIENT_JOB, { recipient_id: row.id }, { key: `${ASK_RECIPIENT_JOB}:${row.id}` });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "alert_recipient.asked",
      targetType: "alert_recipient",
      targetId: row.id,
      details: { email: row.email },
    });
    return { email: row.email };
  });
}
