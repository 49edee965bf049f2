import { findStatement, type Statement, statementsOf } from "@/lib/people/assessments/statements";
import type { ProfileContext } from "@/lib/platform/context";
import type { Db, Transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { lockProfile } from "@/lib/platform/lock-profile";
import type { Assessment as AssessmentRow } from "@/lib/platform/prisma/client";

/** One of the person's own sheets. Another's and a missing one are the same. Throws NotFound. */
export async function findAssessment(ctx: ProfileContext, db: Db, id: string): Promise<AssessmentRow> {
  if (!isId(id)) throw new NotFound("assessment");
  const row = await db.assessment.findUnique({ where: { id, profileId: ctx.profileId } });
  if (row === null) throw new NotFound("assessment");
  return row;
}

/**
 * Locks one of the person's own sheets for the transaction, after the person: an account that claims the sheet at this moment
 * takes the same order. Throws NotFound.
 */
export async function lockAssessment(
  ctx: ProfileContext,
  db: Transaction,
  id: string,
): Promise<AssessmentRow> {
  if (!isId(id)) throw new NotFound("assessment");
  await lockProfile(db, ctx.profileId);
  await db.$queryRaw`
    SELECT id FROM assessments WHERE id = ${id}::uuid AND profile_id = ${ctx.profileId}::uuid FOR UPDATE`;
  return findAssessment(ctx, db, id);
}

/** What a sheet asks at present: its form, or after it was finished what is asked in addition. */
export function statementsOfSheet(
  sheet: Pick<AssessmentRow, "form" | "intimacy" | "finishedAt" | "extraStatementIds">,
): readonly Statement[] {
  if (sheet.finishedAt !== null) {
    return sheet.extraStatementIds.map(findStatement).filter((statement) => statement !== null);
  }
  return statementsOf(sheet.form, sheet.intimacy === "agreed");
}
