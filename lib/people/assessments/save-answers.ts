import { findAssessment, statementsOfSheet } from "@/lib/people/assessments/find-assessment";
import type { SaveAnswers } from "@/lib/people/assessments/schemas";
import type { ProfileContext } from "@/lib/platform/context";
import { Conflict } from "@/lib/platform/errors";
import { invalidInput } from "@/lib/platform/input";

/**
 * Saves answers as they are given, one or a whole queue of them: all or none. A later answer to a statement replaces an
 * earlier one whatever the order they arrive in, so a save that is sent again changes nothing.
 * A device's clock may be wrong by hours: `sent_at` is the same clock when it sends, so the difference is known.
 * Throws NotFound, Invalid, Conflict `assessment_finished` or `assessment_changed`.
 */
export async function saveAnswers(
  ctx: ProfileContext,
  { assessment_id, answers, sent_at = null }: SaveAnswers,
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
  const skewMs = skewOf(sent_at, now);
  const latest = new Map<string, { value: number; tookMs: number | null; answeredAt: Date }>();
  for (const { statement_id, value, took_ms, answered_at } of answers) {
    const answeredAt = answered_at === null ? now : corrected(answered_at, skewMs, now);
    const before = latest.get(statement_id);
    if (before === undefined || before.answeredAt <= answeredAt) {
      latest.set(statement_id, { value, tookMs: took_ms, answeredAt });
    }
  }
  const rows = [...latest.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  // Finishing and declining intimacy take the sheet's lock, so no answer slips in that is not asked any more.
  const kept = await ctx.db.$executeRaw`
    INSERT INTO assessment_answers (assessment_id, statement_id, value, took_ms, answered_at)
    SELECT sheet.id, given.statement_id, given.value, given.took_ms, given.answered_at
    FROM (
      SELECT id FROM assessments
      WHERE id = ${assessment_id}::uuid AND profile_id = ${ctx.profileId}::uuid
        AND finished_at IS NOT DISTINCT FROM ${sheet.finishedAt?.toISOString() ?? null}::timestamptz
        AND intimacy = ${sheet.intimacy}::intimacy_choice AND coalesce(extra_statement_ids, '{}') = ${sheet.extraStatementIds}::text[]
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
    throw new Conflict(
      "assessment_changed",
      "This assessment was just changed on another device or tab. Reload the page to go on.",
    );
  }
  return { saved: rows.length };
}

/** Differences under this are the network's, and a request that is sent twice must say the same both times. */
const SMALLEST_SKEW_MS = 60_000;

function skewOf(sentAt: Date | null, now: Date): number {
  const skewMs = sentAt === null ? 0 : now.getTime() - sentAt.getTime();
  return Math.abs(skewMs) < SMALLEST_SKEW_MS ? 0 : skewMs;
}

/** An answer from the future would outlive every correction, and dates before 1970 are nobody's. */
function corrected(answeredAt: Date, skewMs: number, now: Date): Date {
  return new Date(Math.min(now.getTime(), Math.max(0, answeredAt.getTime() + skewMs)));
}
