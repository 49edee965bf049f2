import { z } from "zod";
import { closeMonths } from "@/lib/metering/close-months";
import { reportUsage } from "@/lib/metering/report-usage";
import { sendReports } from "@/lib/metering/send-reports";
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
    const now = await stripeNow(ctx);
    const client = stripe(ctx);
    await closeMonths(ctx, { stripe: client, now });
    await reportUsage(ctx, { now });
    await sendReports(ctx, { stripe: client, now });
  },
});

export const meteringJobs = [report];
