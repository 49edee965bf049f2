import { z } from "zod";
import type { CrowdResult } from "@/lib/events/pairing/match-task";
import { type Schedule, StoredPlan } from "@/lib/events/pairing/schedule-schemas";
import { type EventMatch, type MatchedPair, type MatchRun, MatchSummary } from "@/lib/events/pairing/schemas";
import type {
  MatchPair as MatchPairRow,
  MatchRun as MatchRunRow,
  MatchSchedule as MatchScheduleRow,
} from "@/lib/platform/prisma/client";
import { GROUP_NAMES } from "@/lib/scoring/model";

const Alignments = z.array(z.number().nullable()).length(GROUP_NAMES.length);

function breakdownOf(alignments: readonly (number | null)[]): MatchedPair["dimension_breakdown"] {
  return Object.fromEntries(
    GROUP_NAMES.map((group, g) => [group, alignments[g] ?? null]),
  ) as MatchedPair["dimension_breakdown"];
}

/** Pairs as they come from the matching. */
export function presentResult(ids: readonly string[], { pairs, alignments }: CrowdResult): MatchedPair[] {
  const groups = GROUP_NAMES.length;
  return Array.from({ length: pairs.count }, (_, p) => ({
    attendee1_id: ids[pairs.a[p] ?? -1] ?? "",
    attendee2_id: ids[pairs.b[p] ?? -1] ?? "",
    compatibility_score: pairs.score[p] ?? Number.NaN,
    dimension_breakdown: breakdownOf(
      Array.from(alignments.subarray(p * groups, (p + 1) * groups), (value) =>
        Number.isNaN(value) ? null : value,
      ),
    ),
  }));
}

/** A pair as it is stored. */
export function presentPair({ attendee1Id, attendee2Id, score, alignments }: MatchPairRow): MatchedPair {
  return {
    attendee1_id: attendee1Id,
    attendee2_id: attendee2Id,
    compatibility_score: score,
    dimension_breakdown: breakdownOf(Alignments.parse(alignments)),
  };
}

/** A run, with what its call would have returned where it has finished. */
export function presentRun(
  run: MatchRunRow & {
    pairs?: readonly MatchPairRow[];
    ownMatches?: EventMatch["own_answers_matches"];
    schedule?: Schedule | null;
  },
): MatchRun {
  const result: EventMatch | null =
    run.status === "finished" && run.kind === "match"
      ? {
          event_id: run.eventId,
          run_id: run.id,
          matches: (run.pairs ?? []).map(presentPair),
          own_answers_matches: run.ownMatches ?? [],
          ...MatchSummary.parse(run.summary),
        }
      : null;
  return {
    id: run.id,
    event_id: run.eventId,
    kind: run.kind,
    status: run.status,
    progress: run.progress,
    attendees: run.attendees,
    model_version: run.modelVersion,
    created_at: run.createdAt.toISOString(),
    started_at: run.startedAt?.toISOString() ?? null,
    finished_at: run.finishedAt?.toISOString() ?? null,
    error_code: run.errorCode,
    charge_request_id: run.chargeId,
    result,
    schedule: run.schedule ?? null,
  };
}

/** The rounds of a run, as they are stored. */
export function presentSchedule(eventId: string, { runId, plan }: MatchScheduleRow): Schedule {
  return { ...StoredPlan.parse(plan), event_id: eventId, run_id: runId };
}
