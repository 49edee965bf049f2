import type Stripe from "stripe";
import { SENT_FOR_MS, sinceEnd } from "@/lib/billing/metering/billing-month";
import { settleDoubts } from "@/lib/billing/metering/close-months";
import { sendMeterEvent } from "@/lib/billing/metering/meter-events";
import type { Context } from "@/lib/platform/context";

/** Stripe knows an identifier again for a day at least: a report first tried longer ago is asked for before it is sent again. */
const KNOWN_FOR_MS = 20 * 3_600_000;
/** Reports of one run; the next takes the rest. */
const AT_ONCE = 500;

/**
 * Sends reports to Stripe's meter, oldest first, each under its own id: killed between sending and marking, the next run
 * sends it again and Stripe counts it once. After a failure nothing more of that subscription is sent in this run, so
 * that what Stripe lacks is always the newest. Returns how many were sent.
 */
export async function sendReports(
  ctx: Context,
  { stripe, now }: { stripe: Stripe; now: Date },
): Promise<number> {
  const waiting = await ctx.db.usageReport.findMany({
    where: { sentAt: null, abandonedAt: null },
    include: { subscription: true },
    orderBy: [{ countedTo: "asc" }, { month: "asc" }],
    take: AT_ONCE,
  });
  const stopped = new Set<string>();
  let sent = 0;
  for (const { id, subscription, month, units, eventAt, attemptedAt } of waiting) {
    const { subscriptionId, customerId } = subscription;
    if (stopped.has(subscriptionId) || sinceEnd(month, now) >= SENT_FOR_MS) continue;
    try {
      const at = ctx.clock.now();
      if (attemptedAt !== null && at.getTime() - attemptedAt.getTime() > KNOWN_FOR_MS) {
        await settleDoubts(ctx, stripe, subscription, month);
      }
      const open = { id, sentAt: null, abandonedAt: null };
      const claimed = await ctx.db.usageReport.updateMany({
        where: open,
        data: { attemptedAt: attemptedAt ?? at },
      });
      if (claimed.count === 0) continue;
      await sendMeterEvent(stripe, { identifier: id, customerId, units, at: eventAt });
      await ctx.db.usageReport.updateMany({ where: open, data: { sentAt: ctx.clock.now() } });
      sent += 1;
    } catch (error) {
      ctx.log.error({ err: error, reportId: id, subscriptionId }, "a usage report could not be sent");
      stopped.add(subscriptionId);
    }
  }
  return sent;
}
