import { z } from "zod";
import { ensureCatalogue } from "@/lib/billing/ensure-catalogue";
import { graceEnd } from "@/lib/billing/live-access";
import { addressOf, Recipient } from "@/lib/billing/mail-recipient";
import { noticeJobs } from "@/lib/billing/notice-jobs";
import { processStripeEvent } from "@/lib/billing/process-stripe-event";
import { PROCESS_EVENT_JOB } from "@/lib/billing/receive-stripe-event";
import { reconcileBilling } from "@/lib/billing/reconcile-billing";
import { recoverEvents } from "@/lib/billing/recover-events";
import { RECONCILE_JOB } from "@/lib/billing/request-reconciliation";
import { START_USAGE_JOB, settlePartner } from "@/lib/billing/settle-partner";
import { startUsage } from "@/lib/billing/start-usage";
import { PAYMENT_FAILED_JOB, PLAN_ENDED_JOB, PLAN_STARTED_JOB } from "@/lib/billing/tell-billing-people";
import { formatMoney } from "@/lib/money/format-money";
import { lockPartner } from "@/lib/partners/find-partner";
import { SETTLE_JOB } from "@/lib/partners/update-contract";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { inMail } from "@/lib/platform/human-text";
import { job } from "@/lib/platform/jobs";
import { sendMail } from "@/lib/platform/mail";

const processEvent = job({
  name: PROCESS_EVENT_JOB,
  payload: z.object({ event_id: z.string() }),
  run: processStripeEvent,
});

const recover = job({
  name: "billing.recover-events",
  payload: z.object({}),
  cron: "*/10 * * * *",
  run: recoverEvents,
});

export const ENSURE_CATALOGUE_JOB = "billing.ensure-catalogue";

const catalogue = job({
  name: ENSURE_CATALOGUE_JOB,
  payload: z.object({}),
  async run(ctx) {
    const { made } = await ensureCatalogue(ctx);
    if (made.length > 0) ctx.log.info({ made }, "prices were made at Stripe");
  },
});

const begin = job({
  name: START_USAGE_JOB,
  payload: z.object({ partner_id: z.uuid() }),
  run: startUsage,
});

const settle = job({
  name: SETTLE_JOB,
  payload: z.object({ partner_id: z.uuid() }),
  run: (ctx, { partner_id }) =>
    transaction(ctx, async (tx) => {
      await lockPartner(tx, partner_id);
      await settlePartner(ctx, tx, partner_id);
    }),
});

const reconcile = job({
  name: RECONCILE_JOB,
  payload: z.object({}),
  cron: "20 4 * * *",
  async run(ctx) {
    const { differences, healed } = await reconcileBilling(ctx);
    if (differences > 0) ctx.log.warn({ differences, healed }, "our books and Stripe's differed");
  },
});

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
const billingPage = () => `${env().APP_URL}/partner/billing`;

const sendPaymentFailed = job({
  name: PAYMENT_FAILED_JOB,
  payload: Recipient.extend({ invoice_id: z.string() }),
  async run(ctx, payload) {
    const found = await addressOf(ctx, payload);
    const invoice = await ctx.db.invoice.findFirst({
      where: { id: payload.invoice_id, partnerId: payload.partner_id },
    });
    // Paid in the meantime: no news.
    if (found === null || invoice === null || invoice.status !== "open") return;
    const { to, partner } = found;
    const blockedAt = graceEnd(partner.pastDueSince);
    const { nextPaymentAttemptAt } = invoice;
    await sendMail(ctx, {
      to,
      subject: `A payment of ${inMail(partner.companyName)} did not go through`,
      text: [
        `We could not collect ${formatMoney(invoice.amountRemainingMinor, invoice.currency)} for invoice ${invoice.number ?? invoice.id}.`,
        "",
        "Change the payment method, or pay the invoice, here:",
        billingPage(),
        "",
        ...(nextPaymentAttemptAt === null
          ? []
          : [`It is tried again on ${day.format(nextPaymentAttemptAt)} (UTC).`]),
        ...(blockedAt === null
          ? []
          : [
              `Until ${day.format(blockedAt)} (UTC) nothing changes. If it is still unpaid then, live calls that are charged for are refused; reading and test keys go on working.`,
            ]),
      ].join("\n"),
    });
  },
});

const PlanMail = Recipient.extend({ subscription_id: z.string() });

/** Whom to tell, and of which plan; null where either is gone. */
async function planOf(ctx: Context, payload: z.output<typeof PlanMail>) {
  const found = await addressOf(ctx, payload);
  const plan = await ctx.db.subscription.findFirst({
    where: { id: payload.subscription_id, partnerId: payload.partner_id, tier: { not: null } },
  });
  return found === null || plan === null ? null : { ...found, plan };
}

const sendPlanStarted = job({
  name: PLAN_STARTED_JOB,
  payload: PlanMail,
  async run(ctx, payload) {
    const found = await planOf(ctx, payload);
    if (found === null || found.plan.endedAt !== null) return;
    const { to, partner, plan } = found;
    const trial = plan.status === "trialing" ? plan.trialEnd : null;
    await sendMail(ctx, {
      to,
      subject: `The ${plan.tier} plan of ${inMail(partner.companyName)} has begun`,
      text: [
        `${inMail(partner.companyName)} is on the ${plan.tier} plan, at ${formatMoney(plan.amountMinor ?? 0, plan.currency)} a ${plan.interval}. Live keys follow its limits within a minute.`,
        "",
        trial === null
          ? `It renews on ${day.format(plan.currentPeriodEnd)} (UTC). Live calls are billed by the calendar month.`
          : `The trial lasts until ${day.format(trial)} (UTC). Nothing is charged before that, and nothing at all if you cancel by then.`,
        "",
        "Change or cancel it here:",
        billingPage(),
      ].join("\n"),
    });
  },
});

const sendPlanEnded = job({
  name: PLAN_ENDED_JOB,
  payload: PlanMail,
  async run(ctx, payload) {
    const found = await planOf(ctx, payload);
    if (found === null) return;
    const { to, partner, plan } = found;
    await sendMail(ctx, {
      to,
      subject: `The ${plan.tier} plan of ${inMail(partner.companyName)} has ended`,
      text: [
        `The ${plan.tier} plan of ${inMail(partner.companyName)} has ended. Live calls are refused from now on; test keys go on working, and nothing of yours is deleted.`,
        "",
        "Live calls since the last invoice are on a final one.",
        "",
        "To go on, choose a plan here:",
        billingPage(),
      ].join("\n"),
    });
  },
});

export const billingJobs = [
  processEvent,
  recover,
  catalogue,
  begin,
  settle,
  reconcile,
  ...noticeJobs,
  sendPaymentFailed,
  sendPlanStarted,
  sendPlanEnded,
];
