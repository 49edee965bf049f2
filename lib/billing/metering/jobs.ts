import { z } from "zod";
import { END_USAGE_JOB } from "@/lib/billing/billing/settle-partner";
import { finishUsage } from "@/lib/billing/metering/finish-usage";
import { meterUsage } from "@/lib/billing/metering/meter-usage";
import { transaction } from "@/lib/platform/db";
import { addJob, job } from "@/lib/platform/jobs";
import { stripe } from "@/lib/vendors/stripe/stripe-client";
import { stripeNow } from "@/lib/vendors/stripe/stripe-now";

/** Anybody may ask for it beside the clock, under its name as the key: usage that has just begun or is about to end. */
const report = job({
  name: "metering.report-usage",
  payload: z.object({}),
  cron: "* * * * *",
  // It waits for Stripe.
  workers: 1,
  async run(ctx) {
    await meterUsage(ctx, { stripe: stripe(ctx), now: await stripeNow(ctx) });
  },
});

const LOOKED_AT_AGAIN_MS = 15_000;

/** Asked for when a plan has ended, and asks for itself again until every live call is counted. */
const finish = job({
  name: END_USAGE_JOB,
  payload: z.object({ partner_id: z.uuid(), refused_from: z.iso.datetime().optional() }),
  // It waits for Stripe.
  workers: 1,
  async run(ctx, ending) {
    if (await finishUsage(ctx, ending, { stripe: stripe(ctx), now: await stripeNow(ctx) })) return;
    const { partner_id, refused_from } = ending;
    await transaction(ctx, (tx) =>
      addJob(
        tx,
        END_USAGE_JOB,
        { partner_id, ...(refused_from === undefined ? {} : { refused_from }) },
        {
          key: `${END_USAGE_JOB}:${partner_id}`,
          runAt: new Date(ctx.clock.now().getTime() + LOOKED_AT_AGAIN_MS),
        },
      ),
    );
  },
});

export const meteringJobs = [report, finish];
