import type { Context } from "@/lib/platform/context";

/**
 * Numbers a reading of Stripe's state; take it before you ask. Of two readings of one thing the one that began later
 * stands, whichever is written first. So no lock is held while Stripe answers, and what is written last is still never
 * older than the last event: the reading that this event began sees it.
 */
export async function beginReading(ctx: Context): Promise<bigint> {
  const [row] = await ctx.db.$queryRaw<{ reading: bigint }[]>`SELECT nextval('stripe_readings') AS reading`;
  if (row === undefined) throw new Error("The sequence of readings gave nothing.");
  return row.reading;
}
