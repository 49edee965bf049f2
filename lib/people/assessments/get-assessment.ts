import { findAssessment, statementsOfSheet } from "@/lib/people/assessments/find-assessment";
import type { OneAssessment } from "@/lib/people/assessments/schemas";
import { type Form, INTIMACY_TRAITS } from "@/lib/people/assessments/statements";
import type { ProfileContext } from "@/lib/platform/context";

export interface OpenSheet {
  id: string;
  form: Form;
  intimacy: "undecided" | "declined" | "agreed";
  finished: boolean;
  /** What is asked, in order. */
  statements: { id: string; text: string; intimate: boolean }[];
  /** Answers so far, by statement. */
  answers: Record<string, number>;
}

/** One of the person's own sheets with its answers so far. Throws NotFound. */
export async function getAssessment(
  ctx: ProfileContext,
  { assessment_id }: OneAssessment,
): Promise<OpenSheet> {
  const sheet = await findAssessment(ctx, ctx.db, assessment_id);
  const statements = statementsOfSheet(sheet);
  const rows = await ctx.db.assessmentAnswer.findMany({
    where: { assessmentId: sheet.id, assessment: { profileId: ctx.profileId } },
    select: { statementId: true, value: true },
  });
  return {
    id: sheet.id,
    form: sheet.form,
    intimacy: sheet.intimacy,
    finished: sheet.finishedAt !== null,
    statements: statements.map(({ id, text, trait }) => ({ id, text, intimate: INTIMACY_TRAITS.has(trait) })),
    answers: Object.fromEntries(rows.map(({ statementId, value }) => [statementId, value])),
  };
}

/** The sheet that is open, if any: what "continue" leads to. */
export async function findOpenAssessment(
  ctx: ProfileContext,
): Promise<{ id: string; form: Form; answered: number; asked: number } | null> {
  const sheet = await ctx.db.assessment.findFirst({
    where: { profileId: ctx.profileId, finishedAt: null },
    include: { answers: { select: { statementId: true } } },
  });
  if (sheet === null) return null;
  // The long form's answers stay when the short one is chosen, which does not ask them.
  const asked = new Set(statementsOfSheet(sheet).map(({ id }) => id));
  return {
    id: sheet.id,
    form: sheet.form,
    answered: sheet.answers.filter(({ statementId }) => asked.has(statementId)).length,
    asked: asked.size,
  };
}
