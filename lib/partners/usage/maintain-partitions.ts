import type { Context } from "@/lib/platform/context";

/** Raw rows are kept this long; their sums for good. */
export const KEPT_DAYS = 90;
/** Partitions are made this far ahead. */
const AHEAD_DAYS = 28;
const DAY_MS = 86_400_000;

/** Makes the weekly partitions of the coming weeks and drops those whose rows are all older than 90 days. */
export async function maintainPartitions(ctx: Context): Promise<void> {
  const now = ctx.clock.now().getTime();
  await makePartitions(ctx, new Date(now), new Date(now + AHEAD_DAYS * DAY_MS));
  await ctx.db
    .$executeRaw`SELECT drop_api_call_partitions(${new Date(now - KEPT_DAYS * DAY_MS)}::timestamptz)`;
}

/** Makes the partitions for a span of time; those that exist stay as they are. */
export async function makePartitions(ctx: Context, from: Date, to: Date): Promise<void> {
  await ctx.db.$executeRaw`SELECT make_api_call_partitions(${from}::timestamptz, ${to}::timestamptz)`;
}
