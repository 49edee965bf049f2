import { assessQuality, ERROR_FACTORS } from "@/lib/people/assessments/answer-quality";
import { estimateTraits } from "@/lib/people/assessments/estimate-traits";
import { lockAssessment } from "@/lib/people/assessments/find-assessment";
import { mayUseIntimacy } from "@/lib/people/assessments/intimacy-consent";
import type { OneAssessment } from "@/lib/people/assessments/schemas";
import { INTIMATE_IDS } from "@/lib/people/assessments/statements";
import type { ProfileContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { MIN_KNOWN_TRAITS } from "@/lib/scoring/model";

/** The model that results of the free site are compared by. Specification section 1b. */
export const RESULT_MODEL = "soulmate-2";

/**
 * Ends a sheet, or what was asked in addition, and writes its result from the answers as they are stored: nothing is
 * taken from the browser but the wish. Again it returns the same result.
 * Throws NotFound, Conflict `too_few_answers`.
 */
export async function finishAssessment(
  ctx: ProfileContext,
  { assessment_id }: OneAssessment,
): Promise<{ result_id: string }> {
  const now = ctx.clock.now();
  return transaction(ctx, async (tx) => {
    const sheet = await lockAssessment(ctx, tx, assessment_id);
    const before = await tx.traitResult.findUnique({
      where: { assessmentId: sheet.id, profileId: ctx.profileId },
      select: { id: true },
    });
    if (before !== null && sheet.extraStatementIds.length === 0) return { result_id: before.id };
    const stored = await tx.assessmentAnswer.findMany({
      where: { assessmentId: sheet.id, assessment: { profileId: ctx.profileId } },
      orderBy: [{ answeredAt: "asc" }, { statementId: "asc" }],
    });
    // Whatever is stored: without consent nothing is said about intimacy.
    const withIntimacy = await mayUseIntimacy(ctx, tx, sheet);
    const rows = stored.filter(({ statementId }) => withIntimacy || !INTIMATE_IDS.includes(statementId));
    const quality = assessQuality(rows);
    const { traits, standardErrors } = estimateTraits(rows, ERROR_FACTORS[quality.quality]);
    if (traits.filter((trait) => trait !== null).length < MIN_KNOWN_TRAITS) {
      throw new Conflict(
        "too_few_answers",
        `Your result needs answers about at least ${MIN_KNOWN_TRAITS} traits. Answer a few more statements.`,
      );
    }
    const content = {
      traits: [...traits],
      standardErrors: [...standardErrors],
      quality: quality.quality,
      qualitySigns: [...quality.signs],
      doubtfulStatementIds: [...quality.doubtful],
      answerCount: rows.length,
      revisedAt: now,
    };
    const id = before?.id ?? newId(now);
    if (before === null) {
      await tx.traitResult.create({
        data: {
          id,
          profileId: ctx.profileId,
          source: "assessment",
          assessmentId: sheet.id,
          modelVersion: RESULT_MODEL,
          questionnaireVersion: sheet.questionnaireVersion,
          createdAt: now,
          ...content,
        },
      });
    } else await tx.traitResult.update({ where: { id, profileId: ctx.profileId }, data: content });
    await tx.assessment.update({
      where: { id: sheet.id, profileId: ctx.profileId },
      data: { finishedAt: sheet.finishedAt ?? now, extraStatementIds: [] },
    });
    return { result_id: id };
  });
}
