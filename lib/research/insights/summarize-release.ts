import type { ResearchEdition } from "@/lib/platform/prisma/client";
import { presentAsked } from "@/lib/research/insights/describe-query";
import { gridOf } from "@/lib/research/insights/question";
import type { ReleaseSummary } from "@/lib/research/insights/release-schemas";
import { countError } from "@/lib/research/insights/release-terms";
import { measureOf, StoredQuestion } from "@/lib/research/insights/stored-question";

/** What of a release's row is needed without its figures. */
export interface ReleaseRow {
  readonly id: string;
  readonly question: unknown;
  readonly epsilonMilli: number;
  readonly createdAt: Date;
  readonly edition: Pick<ResearchEdition, "quarter" | "synthetic">;
  readonly charges: readonly { payerId: string | null }[];
}

/** Another partner that paid is never named. */
export function summarizeRelease(
  row: ReleaseRow,
  partnerId: string,
  as: "distribution" | "median" = "distribution",
): ReleaseSummary {
  const question = StoredQuestion.parse(row.question);
  const payer = row.charges[0]?.payerId ?? null;
  return {
    id: row.id,
    edition: row.edition.quarter,
    synthetic: row.edition.synthetic,
    released_at: row.createdAt.toISOString(),
    ...presentAsked({ ...question, measure: measureOf(question, as) }),
    epsilon_milli: row.epsilonMilli,
    error: countError(question, row.epsilonMilli, 1),
    cells: gridOf(question).length,
    at_opening: payer === null,
    own: payer === partnerId,
  };
}

export const RELEASE_SUMMARY = {
  id: true,
  question: true,
  epsilonMilli: true,
  createdAt: true,
  edition: { select: { quarter: true, synthetic: true } },
  charges: { select: { payerId: true } },
} as const;
