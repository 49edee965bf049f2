import { PROCESS_EVENT_JOB } from "@/lib/billing/billing/receive-stripe-event";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { addJob } from "@/lib/platform/jobs";

/** The queue itself tries for about a day and then gives up; an event that nobody works on is queued again. */
const OLDER_THAN_MS = 5 * 60_000;
const AT_ONCE = 500;

/** Queues again the events that were stored and have no job, such as those whose job somebody removed. */
export async function recoverEvents(ctx: Context): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - OLDER_THAN_MS);
  await transaction(ctx, async (tx) => {
    const lost = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM stripe_events
      WHERE processed_at IS NULL AND received_at < ${before}
        AND NOT EXISTS (SELECT 1 FROM graphile_worker.jobs WHERE key = ${`${PROCESS_EVENT_JOB}:`} || stripe_events.id)
      ORDER BY received_at LIMIT ${AT_ONCE}`;
    for (const { id } of lost) {
      await addJob(tx, PROCESS_EVENT_JOB, { event_id: id }, { key: `${PROCESS_EVENT_JOB}:${id}` });
    }
  });
}
