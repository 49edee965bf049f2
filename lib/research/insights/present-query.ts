import type { InsightQuery as InsightQueryRow } from "@/lib/platform/prisma/client";
import { type askedOf, presentAsked } from "@/lib/research/insights/describe-query";
import type { Known } from "@/lib/research/insights/find-known";
import { presentRelease } from "@/lib/research/insights/present-release";
import type { Measure } from "@/lib/research/insights/question";
import type { InsightQuery, Result } from "@/lib/research/insights/schemas";

/** A partner's question with its answer. */
export function presentQuery(
  row: Pick<InsightQueryRow, "id" | "createdAt" | "chargedMilli">,
  asked: ReturnType<typeof askedOf>,
  edition: string,
  known: Known,
): InsightQuery {
  return {
    id: row.id,
    asked_at: row.createdAt.toISOString(),
    ...presentAsked(asked),
    charged_milli: row.chargedMilli,
    card: null,
    result: presentResult(asked.measure, edition, known),
  };
}

/** A release as one question reads it, with its figures. */
export function presentResult(measure: Measure, edition: string, known: Known): Result {
  return {
    release_id: known.releaseId,
    released_at: known.releasedAt.toISOString(),
    edition,
    epsilon_milli: known.epsilonMilli,
    error: known.error,
    mechanism: "discrete_laplace",
    ...presentRelease(measure, known),
  };
}
