import { addressOf, Recipient } from "@/lib/billing/billing/mail-recipient";
import { tellBillingPeople } from "@/lib/billing/billing/tell-billing-people";
import { linkTo } from "@/lib/platform/brand";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { lockPartner } from "@/lib/platform/find-partner";
import { inMail } from "@/lib/platform/human-text";
import { job } from "@/lib/platform/jobs";
import { sendMail } from "@/lib/platform/mail";

const SEND_ENDING_JOB = "partnerships.send-ending";
/** A partnership does not renew itself, so its people hear of its end in time to go on. */
const BEFORE_DAYS = 7;
const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** Queues, once each, the e-mails that a partnership ends within a week and no other follows it. */
export async function remindOfEndings(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  const soon = new Date(now.getTime() + BEFORE_DAYS * 86_400_000);
  const where = { remindedAt: null, returnedAt: null, endsAt: { gt: now, lte: soon } };
  const ending = await ctx.db.eventPartnership.findMany({ where, orderBy: { id: "asc" } });
  for (const { id, partnerId, endsAt } of ending) {
    await transaction(ctx, async (tx) => {
      await lockPartner(tx, partnerId);
      const following = await tx.eventPartnership.count({
        where: { partnerId, returnedAt: null, endsAt: { gt: endsAt ?? now } },
      });
      if (following > 0) return;
      const marked = await tx.eventPartnership.updateMany({
        where: { ...where, id, partnerId },
        data: { remindedAt: now },
      });
      if (marked.count > 0) await tellBillingPeople(tx, partnerId, SEND_ENDING_JOB, { partnership_id: id });
    });
  }
}

export const sendEnding = job({
  name: SEND_ENDING_JOB,
  payload: Recipient.extend({ partnership_id: Recipient.shape.partner_id }),
  async run(ctx, payload) {
    const found = await addressOf(ctx, payload);
    const partnership = await ctx.db.eventPartnership.findFirst({
      where: { id: payload.partnership_id, partnerId: payload.partner_id, returnedAt: null },
    });
    if (found === null || partnership === null || partnership.endsAt === null) return;
    await sendMail(ctx, {
      to: found.to,
      subject: `Your event partnership ends on ${day.format(partnership.endsAt)}`,
      text: [
        `The event partnership of ${inMail(found.partner.companyName)} ends on ${day.format(partnership.endsAt)} (UTC). It does not renew itself.`,
        "",
        "Events that you have published stay as they are. To publish more of them at the same terms, add months here:",
        linkTo(ctx, "/partner/events/passes"),
      ].join("\n"),
    });
  },
});
