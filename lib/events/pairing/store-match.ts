import type { CrowdResult } from "@/lib/events/pairing/match-task";
import type { MatchSummary } from "@/lib/events/pairing/schemas";
import { UNIT_PRICE_MICRO_USD } from "@/lib/plans/tiers";
import type { Transaction } from "@/lib/platform/db";
import { GROUP_NAMES } from "@/lib/scoring/model";

/** What is said of a match beside its pairs. */
export function summaryOf(result: CrowdResult, modelVersion: string, units: number): MatchSummary {
  return {
    total_matches: result.totalMatches,
    match_rate: result.matchRate,
    threshold: result.threshold,
    allowed_pairs: result.allowedPairs,
    unscored_pairs: result.unscoredPairs,
    distribution: result.distribution,
    model_version: modelVersion,
    billable_units: units,
    price_micro_usd: units * UNIT_PRICE_MICRO_USD,
  };
}

/** Writes the pairs that are returned, best first, in one statement whatever their number. */
export async function insertPairs(
  tx: Transaction,
  runId: string,
  ids: readonly string[],
  { pairs, alignments }: CrowdResult,
): Promise<void> {
  if (pairs.count === 0) return;
  const idsAt = (indices: Uint32Array) => Array.from(indices, (index) => ids[index] ?? "");
  const texts = Array.from({ length: pairs.count }, (_, p) => alignmentText(alignments, p));
  await tx.$executeRaw`
    INSERT INTO match_pairs (run_id, rank, attendee1_id, attendee2_id, score, alignments)
    SELECT ${runId}::uuid, rank, one, other, score, alignments::jsonb
    FROM unnest(${idsAt(pairs.a)}::text[], ${idsAt(pairs.b)}::text[], ${Array.from(pairs.score)}::float8[],
      ${texts}::text[]) WITH ORDINALITY AS pair (one, other, score, alignments, rank)`;
}

/** The alignments of pair p, null where unknown: JSON writes NaN as null. */
function alignmentText(alignments: Float64Array, p: number): string {
  const groups = GROUP_NAMES.length;
  return JSON.stringify(Array.from(alignments.subarray(p * groups, (p + 1) * groups)));
}
