import type Stripe from "stripe";
import { CLOSED_AFTER_MS, sinceEnd } from "@/lib/billing/metering/billing-month";
import { countAtStripe } from "@/lib/billing/metering/meter-events";
import { firstOpenMonth } from "@/lib/billing/metering/report-usage";
import { BEFORE_MS, trackSubscriptions } from "@/lib/billing/metering/track-subscriptions";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import type { MeteredSubscription } from "@/lib/platform/prisma/client";

/**
 * Closes months whose invoice is about to leave its draft: what Stripe has of them by now is what they are billed; the
 * rest, and calls whose rows come later, are billed in the next month. Whether Stripe has a report that was sent but
 * never marked is asked of Stripe; while that does not answer, the month stays open. Safe to run again. Returns how many
 * were closed.
 */
export async function closeMonths(
  ctx: Context,
  { stripe, now }: { stripe: Stripe; now: Date },
): Promise<number> {
  await trackSubscriptions(ctx);
  let closed = 0;
  for (const subscription of await ctx.db.meteredSubscription.findMany({ where: { endedAt: null } })) {
    for (;;) {
      const month = await firstOpenMonth(ctx.db, subscription);
      if (sinceEnd(month, now) < CLOSED_AFTER_MS) break;
      await settleDoubts(ctx, stripe, subscription, month);
      await closeMonth(ctx, subscription, month);
      closed += 1;
    }
  }
  return closed;
}

async function closeMonth(
  ctx: Context,
  { subscriptionId, countedFrom }: MeteredSubscription,
  month: Date,
): Promise<void> {
  const at = ctx.clock.now();
  await transaction(ctx, async (tx) => {
    await tx.$queryRaw`SELECT FROM metered_subscriptions WHERE subscription_id = ${subscriptionId} FOR UPDATE`;
    const first = await firstOpenMonth(tx, { subscriptionId, countedFrom });
    if (first.getTime() !== month.getTime()) return;
    const abandoned = await tx.usageReport.updateMany({
      where: { subscriptionId, month, sentAt: null, abandonedAt: null },
      data: { abandonedAt: at },
    });
    const [sent, before, counting] = await Promise.all([
      tx.usageReport.findFirst({
        where: { subscriptionId, month, abandonedAt: null },
        orderBy: { countedTo: "desc" },
      }),
      tx.meteredMonth.findFirst({ where: { subscriptionId }, orderBy: { month: "desc" } }),
      tx.meteredSubscription.findUniqueOrThrow({ where: { subscriptionId } }),
    ]);
    const last = sent?.countedTo ?? before?.countedTo ?? new Date(countedFrom.getTime() - BEFORE_MS);
    // Everything up to here was reported; or, where something is left behind, up to the last report that Stripe has.
    const reportedTo = abandoned.count === 0 && counting.countedTo > last ? counting.countedTo : last;
    await tx.meteredMonth.create({ data: { subscriptionId, month, countedTo: reportedTo, closedAt: at } });
    if (abandoned.count === 0) return;
    ctx.log.error(
      { subscriptionId, month, reports: abandoned.count },
      "usage did not reach Stripe in time for its invoice and is billed in the next month",
    );
    // The next run counts what was in them anew.
    await tx.meteredSubscription.update({ where: { subscriptionId }, data: { countedTo: reportedTo } });
  });
}

/** Finds out of reports that were sent but not marked whether Stripe has them: in the order in which they were sent. */
export async function settleDoubts(
  ctx: Context,
  stripe: Stripe,
  { subscriptionId, customerId }: Pick<MeteredSubscription, "subscriptionId" | "customerId">,
  month: Date,
): Promise<void> {
  const doubtful = await ctx.db.usageReport.findMany({
    where: { subscriptionId, month, sentAt: null, abandonedAt: null, attemptedAt: { not: null } },
    orderBy: { countedTo: "asc" },
  });
  if (doubtful.length === 0) return;
  const { _sum } = await ctx.db.usageReport.aggregate({
    where: { subscription: { customerId }, month, sentAt: { not: null } },
    _sum: { units: true },
  });
  let units = _sum.units ?? 0n;
  const counted = await countAtStripe(stripe, customerId, month);
  for (const { id, units: more } of doubtful) {
    units += more;
    if (units > counted) return;
    await ctx.db.usageReport.updateMany({
      where: { id, sentAt: null, abandonedAt: null },
      data: { sentAt: ctx.clock.now() },
    });
  }
}
