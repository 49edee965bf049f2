import type Stripe from "stripe";
import { endUsage } from "@/lib/billing/billing/end-usage";
import { ANSWERED_WITHIN_MS } from "@/lib/billing/billing/settle-partner";
import { monthOf } from "@/lib/billing/metering/billing-month";
import { countAtStripe } from "@/lib/billing/metering/meter-events";
import { meterUsage } from "@/lib/billing/metering/meter-usage";
import type { ReportingTime } from "@/lib/billing/metering/report-usage";
import type { Context } from "@/lib/platform/context";
import type { MeteredSubscription } from "@/lib/platform/prisma/client";

/** A month's own invoice is on its way for an hour after its end: it is left alone until then. */
const MONTH_INVOICED_MS = 75 * 60_000;
/** Calls of which nobody can say whether they will be counted are waited for no longer than this. */
const WAITS_AT_MOST_MS = 3_600_000;
const NEXT_SECOND_MS = 2_000;

export interface Ending {
  partner_id: string;
  /** From when on live calls were refused, by the database's clock; left out, long ago. */
  refused_from?: string | undefined;
}

/**
 * Ends the billing of a partner's live calls once there is no plan and each of them is counted at Stripe: those that were
 * let in before the end, too, and those whose rows somebody's open transaction still hides. Returns whether that is done;
 * where it is not, try again shortly. Throws Unavailable.
 */
export async function finishUsage(
  ctx: Context,
  { partner_id, refused_from }: Ending,
  { stripe, ...time }: ReportingTime & { stripe: Stripe },
): Promise<boolean> {
  const { now } = time;
  await meterUsage(ctx, { stripe, ...time });
  const metered = await ctx.db.meteredSubscription.findMany({
    where: { partnerId: partner_id, endedAt: null },
  });
  let units = 0n;
  for (const subscription of metered) {
    const counted = await countedUnits(ctx, stripe, subscription, refused_from ?? null, now);
    if (counted === null) return false;
    units += counted;
  }
  await endUsage(ctx, { partner_id, nothing: units === 0n });
  return true;
}

/** What of the running month is counted at Stripe; null while something is still on its way. */
async function countedUnits(
  ctx: Context,
  stripe: Stripe,
  { subscriptionId, customerId, countedFrom, countedTo }: MeteredSubscription,
  refusedFrom: string | null,
  now: Date,
): Promise<bigint | null> {
  const month = monthOf(now);
  if (countedFrom < month && now.getTime() - month.getTime() < MONTH_INVOICED_MS) return null;
  const last = refusedFrom === null ? 0 : new Date(refusedFrom).getTime() + ANSWERED_WITHIN_MS;
  const [clock] = await ctx.db.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
  const patient = (clock?.now.getTime() ?? 0) < last + WAITS_AT_MOST_MS;
  if (countedTo.getTime() < last && patient) return null;
  const unsent = await ctx.db.usageReport.count({
    where: { subscriptionId, sentAt: null, abandonedAt: null },
  });
  if (unsent > 0) return null;
  const { _sum, _max } = await ctx.db.usageReport.aggregate({
    where: { subscription: { customerId }, month, abandonedAt: null },
    _sum: { units: true },
    _max: { eventAt: true },
  });
  // The last invoice holds what was reported before the second in which it is made.
  if (_max.eventAt !== null && now.getTime() - _max.eventAt.getTime() < NEXT_SECOND_MS) return null;
  const sent = _sum.units ?? 0n;
  // Stripe is a minute or two behind what it was sent.
  if (sent > 0n && patient && (await countAtStripe(stripe, customerId, month)) < sent) return null;
  return sent;
}
