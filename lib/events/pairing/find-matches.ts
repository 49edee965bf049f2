import type { Compute, Found } from "@/lib/events/pairing/found";
import { type CrowdResult, crowdTask, type KeptMatch } from "@/lib/events/pairing/match-task";
import { loadOwnCrowd } from "@/lib/events/pairing/own-crowd";
import { findOwnPairs, insertOwnPairs, type OwnPair, seatRules } from "@/lib/events/pairing/own-matches";
import type { MatchSummary } from "@/lib/events/pairing/schemas";
import { insertPairs, summaryOf } from "@/lib/events/pairing/store-match";
import type { Context } from "@/lib/platform/context";

/**
 * All pairs of a call above its threshold, and apart from them those of guests who answered for themselves. Nothing but
 * `store` knows of the second. A list of who fits whom seats no one, so it leaves out no pair of whom one has blocked the
 * other: the organizer would miss it. Throws as `compute` does.
 */
export async function findMatches(
  ctx: Context,
  event: { eventId: string; partnerId: string },
  { call, modelVersion }: { call: KeptMatch; modelVersion: string },
  compute: Compute,
): Promise<Omit<Found, "summary"> & { result: CrowdResult; summary(billableUnits: number): MatchSummary }> {
  const result = await compute(crowdTask(call, modelVersion));
  const own = call.own === null ? [] : await ownPairs(ctx, event, { ...call, own: call.own });
  const ids = call.people.map(({ id }) => id);
  return {
    result,
    scoredPairs: result.allowedPairs - result.unscoredPairs,
    summary: (billableUnits) => summaryOf(result, modelVersion, billableUnits),
    figures: { total_matches: result.totalMatches, match_rate: result.matchRate },
    store: async (tx, runId) => {
      await insertPairs(tx, runId, ids, result);
      await insertOwnPairs(tx, runId, own);
    },
  };
}

async function ownPairs(
  ctx: Context,
  event: { eventId: string; partnerId: string },
  call: KeptMatch & { own: NonNullable<KeptMatch["own"]> },
): Promise<OwnPair[]> {
  const crowd = await loadOwnCrowd(ctx, event);
  return findOwnPairs(crowd, call, seatRules(crowd, call.own, []));
}
