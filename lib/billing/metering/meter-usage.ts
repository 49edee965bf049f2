import type Stripe from "stripe";
import { closeMonths } from "@/lib/billing/metering/close-months";
import { type ReportingTime, reportUsage } from "@/lib/billing/metering/report-usage";
import { sendReports } from "@/lib/billing/metering/send-reports";
import type { Context } from "@/lib/platform/context";

/**
 * Does all that is due of metering by now: closes months that are over first, so that what comes late goes into the next,
 * then turns new usage into reports and sends what waits. Safe to run again.
 */
export async function meterUsage(
  ctx: Context,
  { stripe, ...time }: ReportingTime & { stripe: Stripe },
): Promise<void> {
  const { now } = time;
  await closeMonths(ctx, { stripe, now });
  await reportUsage(ctx, time);
  await sendReports(ctx, { stripe, now });
}
