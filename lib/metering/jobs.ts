import { z } from "zod";
import { meterUsage } from "@/lib/metering/meter-usage";
import { job } from "@/lib/platform/jobs";
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

export const meteringJobs = [report];
