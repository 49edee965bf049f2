import { z } from "zod";
import { billingMails } from "@/lib/billing/billing/billing-mails";
import { earnRevenue } from "@/lib/billing/billing/earn-revenue";
import { ensureCatalogue } from "@/lib/billing/billing/ensure-catalogue";
import { noticeJobs } from "@/lib/billing/billing/notice-jobs";
import { processStripeEvent } from "@/lib/billing/billing/process-stripe-event";
import { PROCESS_EVENT_JOB } from "@/lib/billing/billing/receive-stripe-event";
import { reconcileBilling } from "@/lib/billing/billing/reconcile-billing";
import { recoverEvents } from "@/lib/billing/billing/recover-events";
import { RECONCILE_JOB } from "@/lib/billing/billing/request-reconciliation";
import { SETTLE_CREDIT_JOB, settleCredit } from "@/lib/billing/billing/settle-credit";
import { START_USAGE_JOB, settlePartner } from "@/lib/billing/billing/settle-partner";
import { startUsage } from "@/lib/billing/billing/start-usage";
import { SETTLE_JOB } from "@/lib/partners/partners/update-contract";
import { transaction } from "@/lib/platform/db";
import { lockPartner } from "@/lib/platform/find-partner";
import { job } from "@/lib/platform/jobs";
import { stripeNow } from "@/lib/vendors/stripe/stripe-now";

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

const settleCreditJob = job({
  name: SETTLE_CREDIT_JOB,
  payload: z.object({ partner_id: z.uuid(), cause_id: z.string() }),
  run: settleCredit,
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

const earn = job({
  name: "billing.earn-revenue",
  payload: z.object({}),
  // A day is earned once. Looking each hour makes up for a midnight on which no process ran.
  cron: "5 * * * *",
  async run(ctx) {
    const { partners } = await earnRevenue(ctx);
    if (partners > 0) ctx.log.info({ partners }, "plans were earned to the end of yesterday");
  },
});

/** A day after it expired nobody asks why a quote was refused. */
const QUOTES_KEPT_MS = 86_400_000;

const forgetQuotes = job({
  name: "billing.forget-quotes",
  payload: z.object({}),
  cron: "50 * * * *",
  async run(ctx) {
    const before = new Date((await stripeNow(ctx)).getTime() - QUOTES_KEPT_MS);
    await ctx.db.planQuote.deleteMany({ where: { expiresAt: { lt: before } } });
  },
});

export const billingJobs = [
  processEvent,
  recover,
  catalogue,
  begin,
  settle,
  settleCreditJob,
  reconcile,
  earn,
  ...noticeJobs,
  forgetQuotes,
  ...billingMails,
];
