import { findAssessment, statementsOfSheet } from "@/lib/people/assessments/find-assessment";
import type { SaveAnswers } from "@/lib/people/assessments/schemas";
import type { ProfileContext } from "@/lib/people/profiles/profile-context";
import { Conflict } from "@/lib/platform/errors";
import { invalidInput } from "@/lib/platform/input";

/**
 * Saves answers as they are given, one or a whole queue of them: all or none. A later answer to a statement replaces an
 * earlier one whatever the order they arrive in, so a save that is sent again changes nothing.
 * Throws NotFound, Invalid, Conflict `assessment_finished`.
 */
export async function saveAnswers(
  ctx: ProfileContext,
  { assessment_id, answers }: SaveAnswers,
): Promise<{ saved: number }> {
  const sheet = await findAssessment(ctx, ctx.db, assessment_id);
  const asked = new Set(statementsOfSheet(sheet).map(({ id }) => id));
  if (sheet.finishedAt !== null && asked.size === 0) {
    throw new Conflict(
      "assessment_finished",
      "This assessment is finished. Start a new one to answer again.",
    );
  }
  const unknown = answers.flatMap(({ statement_id }, index) =>
    asked.has(statement_id)
      ? []
      : [
          {
            path: `answers[${index}].statement_id`,
            message: "This statement is not part of your assessment.",
          },
        ],
  );
  if (unknown.length > 0) throw invalidInput(unknown);
  const now = ctx.clock.now();
  // A device's clock may be ahead: an answer from the future would outlive every correction.
  const latest = new Map<string, { value: number; tookMs: number | null; answeredAt: Date }>();
  for (const { statement_id, value, took_ms, answered_at } of answers) {
    const answeredAt = answered_at === null || answered_at > now ? now : answered_at;
    const before = latest.get(statement_id);
    if (before === undefined || before.answeredAt <= answeredAt) {
      latest.set(statement_id, { value, tookMs: took_ms, answeredAt });
    }
  }
  const rows = [...latest.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  // Finishing takes the sheet's lock, so no answer slips in between its reading the answers and its end.
  const kept = await ctx.db.$executeRaw`
    INSERT INTO assessment_answers (assessment_id, statement_id, value, took_ms, answered_at)
    SELECT sheet.id, given.statement_id, given.value, given.took_ms, given.answered_at
    FROM (
      SELECT id FROM assessments
      WHERE id = ${assessment_id}::uuid AND profile_id = ${ctx.profileId}::uuid
        AND finished_at IS NOT DISTINCT FROM ${sheet.finishedAt?.toISOString() ?? null}::timestamptz
      FOR SHARE
    ) AS sheet, unnest(
      ${rows.map(([id]) => id)}::text[], ${rows.map(([, { value }]) => value)}::smallint[],
      ${rows.map(([, { tookMs }]) => tookMs)}::int[],
      ${rows.map(([, { answeredAt }]) => answeredAt.toISOString())}::timestamptz[]
    ) AS given (statement_id, value, took_ms, answered_at)
    ON CONFLICT (assessment_id, statement_id) DO UPDATE
    SET value = CASE WHEN excluded.answered_at >= assessment_answers.answered_at
        THEN excluded.value ELSE assessment_answers.value END,
      answered_at = greatest(excluded.answered_at, assessment_answers.answered_at),
      took_ms = coalesce(assessment_answers.took_ms, excluded.took_ms)`;
  if (kept === 0) {
    throw new Conflict("assessment_finished", "This assessment was just finished on another device or tab.");
  }
  return { saved: rows.length };
}
