import type { Quality, QualitySign } from "@/lib/people/assessments/answer-quality";
import { StoredTraits } from "@/lib/people/results/schemas";
import type { TraitResult as ResultRow } from "@/lib/platform/prisma/client";

export interface Result {
  id: string;
  source: "assessment" | "quest";
  assessmentId: string | null;
  modelVersion: string;
  questionnaireVersion: string;
  traits: readonly (number | null)[];
  standardErrors: readonly (number | null)[];
  quality: Quality;
  qualitySigns: readonly QualitySign[];
  doubtfulCount: number;
  answerCount: number;
  createdAt: Date;
  revisedAt: Date;
}

/** A stored result as pages show it. */
export function presentResult(row: ResultRow): Result {
  const { traits, standardErrors } = StoredTraits.parse(row);
  return {
    id: row.id,
    source: row.source,
    assessmentId: row.assessmentId,
    modelVersion: row.modelVersion,
    questionnaireVersion: row.questionnaireVersion,
    traits,
    standardErrors,
    quality: row.quality,
    qualitySigns: row.qualitySigns as QualitySign[],
    doubtfulCount: row.doubtfulStatementIds.length,
    answerCount: row.answerCount,
    createdAt: row.createdAt,
    revisedAt: row.revisedAt,
  };
}
