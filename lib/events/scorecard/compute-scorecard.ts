import { estimate, type Outcome } from "@/lib/events/scorecard/estimate";
import { takeOutcomes } from "@/lib/events/scorecard/take-outcomes";
import type { Context } from "@/lib/platform/context";

/** Takes what events have added, and computes both scorecards again: of people, and of the demo’s. They never mix. */
export async function computeScorecard(ctx: Context): Promise<void> {
  await takeOutcomes(ctx);
  for (const synthetic of [false, true]) await computeOne(ctx, synthetic);
}

async function computeOne(ctx: Context, synthetic: boolean): Promise<void> {
  const rows = await ctx.db.meetingOutcome.findMany({
    where: { set: { synthetic } },
    orderBy: [{ eventId: "asc" }, { chooser: "asc" }, { chosen: "asc" }],
  });
  const events = new Map<string, Outcome[]>();
  for (const { eventId, ...outcome } of rows) {
    const outcomes = events.get(eventId);
    if (outcomes === undefined) events.set(eventId, [outcome]);
    else outcomes.push(outcome);
  }
  const data = { content: { ...estimate([...events.values()]) } as object, computedAt: ctx.clock.now() };
  await ctx.db.scorecard.upsert({ where: { synthetic }, create: { synthetic, ...data }, update: data });
}
