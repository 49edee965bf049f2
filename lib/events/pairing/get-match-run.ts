import { findRun } from "@/lib/events/pairing/find-run";
import { ownMatchesOf, withOwnTables } from "@/lib/events/pairing/present-own";
import { presentRun, presentSchedule } from "@/lib/events/pairing/present-run";
import type { MatchRun, RunPath } from "@/lib/events/pairing/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** How far a run is, and its result once it has finished. Throws Forbidden, NotFound. */
export async function getMatchRun(ctx: PartnerContext, input: RunPath): Promise<MatchRun> {
  assertPermitted(ctx, "events:read");
  const run = await findRun(ctx, ctx.db, input);
  if (run.status !== "finished") return presentRun(run);
  if (run.kind === "schedule") {
    const schedule = await ctx.db.matchSchedule.findUnique({ where: { runId: run.id } });
    if (schedule === null) return presentRun(run);
    return presentRun({ ...run, schedule: await withOwnTables(ctx, presentSchedule(run.eventId, schedule)) });
  }
  const pairs = await ctx.db.matchPair.findMany({ where: { runId: run.id }, orderBy: { rank: "asc" } });
  return presentRun({ ...run, pairs, ownMatches: await ownMatchesOf(ctx, run) });
}
