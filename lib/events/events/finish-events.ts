import type { Context } from "@/lib/platform/context";

/** Makes published events that have ended finished, of all partners. Safe to run again. */
export async function finishEvents(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.event.updateMany({
    where: { status: { in: ["published", "matched"] }, endsAt: { lte: now } },
    data: { status: "finished", finishedAt: now, updatedAt: now },
  });
}
