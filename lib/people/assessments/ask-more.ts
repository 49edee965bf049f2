import { lockAssessment } from "@/lib/people/assessments/find-assessment";
import { mayUseIntimacy } from "@/lib/people/assessments/intimacy-consent";
import type { OneAssessment } from "@/lib/people/assessments/schemas";
import { INTIMACY_TRAITS, MAX_TOP_UP, STATEMENTS } from "@/lib/people/assessments/statements";
import { chooseStatements } from "@/lib/people/assessments/trait-posterior";
import type { ProfileContext } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import type { Assessment as AssessmentRow } from "@/lib/platform/prisma/client";

/**
 * Asks at most twelve more statements of a finished sheet: those that shrink what is not known of this person most.
 * Intimacy is asked about only where it was agreed to. While some wait to be answered, those stay.
 * Throws NotFound, Conflict `not_finished` or `nothing_to_ask`.
 */
export async function requestTopUp(ctx: ProfileContext, { assessment_id }: OneAssessment): Promise<void> {
  await askMore(ctx, assessment_id, async (tx, sheet) => {
    const answers = await tx.assessmentAnswer.findMany({
      where: { assessmentId: sheet.id, assessment: { profileId: ctx.profileId } },
    });
    const answered = new Set(answers.map(({ statementId }) => statementId));
    const withIntimacy = await mayUseIntimacy(ctx, tx, sheet);
    const candidates = STATEMENTS.filter(
      ({ id, trait }) => !answered.has(id) && (withIntimacy || !INTIMACY_TRAITS.has(trait)),
    );
    return chooseStatements(answers, candidates, MAX_TOP_UP).map(({ id }) => id);
  });
}

/**
 * Asks again what fits least with a person's other answers. Throws NotFound, Conflict `not_finished` or
 * `nothing_to_ask`.
 */
export async function askAgain(ctx: ProfileContext, { assessment_id }: OneAssessment): Promise<void> {
  await askMore(ctx, assessment_id, async (tx, sheet) => {
    const result = await tx.traitResult.findUnique({
      where: { assessmentId: sheet.id, profileId: ctx.profileId },
    });
    return result?.doubtfulStatementIds ?? [];
  });
}

async function askMore(
  ctx: ProfileContext,
  id: string,
  choose: (tx: Transaction, sheet: AssessmentRow) => Promise<string[]>,
): Promise<void> {
  await transaction(ctx, async (tx) => {
    const sheet = await lockAssessment(ctx, tx, id);
    if (sheet.finishedAt === null) throw new Conflict("not_finished", "Finish the assessment first.");
    if (sheet.extraStatementIds.length > 0) return;
    const chosen = await choose(tx, sheet);
    if (chosen.length === 0) throw new Conflict("nothing_to_ask", "There is nothing left to ask you.");
    await tx.assessment.update({
      where: { id: sheet.id, profileId: ctx.profileId },
      data: { extraStatementIds: chosen },
    });
  });
}
