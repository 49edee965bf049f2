import type { Compute, Found } from "@/lib/events/pairing/found";
import { type CrowdResult, crowdTask, type KeptMatch } from "@/lib/events/pairing/match-task";
import type { MatchSummary } from "@/lib/events/pairing/schemas";
import { insertPairs, summaryOf } from "@/lib/events/pairing/store-match";

/** All pairs of a call above its threshold. Throws as `compute` does. */
export async function findMatches(
  call: KeptMatch,
  modelVersion: string,
  compute: Compute,
): Promise<Omit<Found, "summary"> & { result: CrowdResult; summary(billableUnits: number): MatchSummary }> {
  const result = await compute(crowdTask(call, modelVersion));
  const ids = call.people.map(({ id }) => id);
  return {
    result,
    scoredPairs: result.allowedPairs - result.unscoredPairs,
    summary: (billableUnits) => summaryOf(result, modelVersion, billableUnits),
    figures: { total_matches: result.totalMatches, match_rate: result.matchRate },
    store: (tx, runId) => insertPairs(tx, runId, ids, result),
  };
}
