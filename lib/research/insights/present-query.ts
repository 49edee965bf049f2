import type { InsightQuery as InsightQueryRow } from "@/lib/platform/prisma/client";
import { type askedOf, presentAsked } from "@/lib/research/insights/describe-query";
import type { Known } from "@/lib/research/insights/find-known";
import { presentRelease } from "@/lib/research/insights/present-release";
import type { InsightQuery } from "@/lib/research/insights/schemas";

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
    result: {
      release_id: known.releaseId,
      released_at: known.releasedAt.toISOString(),
      edition,
      epsilon_milli: known.epsilonMilli,
      error: known.error,
      mechanism: "discrete_laplace",
      ...presentRelease(asked.measure, known),
    },
  };
}
