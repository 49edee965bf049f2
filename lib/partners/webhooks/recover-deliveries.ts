import { lockSlots, wakePartner } from "@/lib/partners/webhooks/queue-delivery";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { FAN_OUT_JOB } from "@/lib/platform/events";
import { addJob } from "@/lib/platform/jobs";

/** What has been due for so long and runs nowhere has lost its job, or waits for a slot that nobody will announce. */
const OVERDUE_MS = 30_000;
const AT_A_TIME = 500;

/**
 * Queues again what a killed process left behind: events that were not handed over, deliveries that are due and run
 * nowhere. Safe to run again, and beside what it looks for.
 */
export async function recoverDeliveries(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  const overdue = new Date(now.getTime() - OVERDUE_MS);
  const events = await ctx.db.partnerEvent.findMany({
    where: { fannedOutAt: null, createdAt: { lte: overdue } },
    orderBy: { createdAt: "asc" },
    take: AT_A_TIME,
    select: { id: true },
  });
  for (const { id } of events) {
    await transaction(ctx, (tx) =>
      addJob(tx, FAN_OUT_JOB, { event_id: id }, { key: `${FAN_OUT_JOB}:${id}` }),
    );
  }
  const partners = await ctx.db.webhookDelivery.findMany({
    where: {
      status: "pending",
      nextAttemptAt: { lte: overdue },
      OR: [{ claimedUntil: null }, { claimedUntil: { lte: now } }],
    },
    distinct: ["partnerId"],
    take: AT_A_TIME,
    select: { partnerId: true },
  });
  for (const { partnerId } of partners) {
    await transaction(ctx, async (tx) => {
      await lockSlots(tx, partnerId);
      await wakePartner(tx, partnerId, now);
    });
  }
}
