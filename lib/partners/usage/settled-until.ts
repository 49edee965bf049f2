import { LOOK_BACK_MS } from "@/lib/partners/usage/rollup-usage";
import type { Context } from "@/lib/platform/context";

/** Between a transaction's begin and its being seen among those that run; in truth microseconds. */
const MARGIN_MS = 1_000;

/**
 * A moment before which every call's row that will ever be recorded is there to be read: `recorded_at` is the begin of
 * the transaction that writes it, so it lies before the oldest transaction that still runs. One that has run for longer
 * than any may is no reason to wait.
 */
export async function settledUntil(ctx: Context): Promise<Date> {
  const [row] = await ctx.db.$queryRaw<{ until: Date }[]>`
    SELECT date_trunc('milliseconds', greatest(
      clock_timestamp() - ${LOOK_BACK_MS} * interval '1 millisecond',
      least(clock_timestamp() - ${MARGIN_MS} * interval '1 millisecond', (
        SELECT min(xact_start) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
      ))
    )) AS until`;
  if (row === undefined) throw new Error("The database does not know the time.");
  return row.until;
}
