import type { StartAssessment } from "@/lib/people/assessments/schemas";
import { QUESTIONNAIRE_VERSION } from "@/lib/people/assessments/statements";
import type { ProfileContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { acceptByBeginning } from "@/lib/platform/legal-acceptances";
import { lockProfile } from "@/lib/platform/lock-profile";

/**
 * Begins a sheet, or goes on with the one that is open: with the other form its answers are kept, since the long form
 * asks what the short one does. Returns its id. Throws NotFound.
 */
export async function startAssessment(
  ctx: ProfileContext,
  { form }: StartAssessment,
): Promise<{ assessment_id: string }> {
  const now = ctx.clock.now();
  return transaction(ctx, async (tx) => {
    // Two tabs that start at once meet here.
    await lockProfile(tx, ctx.profileId);
    await acceptByBeginning(ctx, tx, "assessment");
    const open = await tx.assessment.findFirst({ where: { profileId: ctx.profileId, finishedAt: null } });
    if (open !== null) {
      if (open.form !== form) {
        await tx.assessment.update({ where: { id: open.id, profileId: ctx.profileId }, data: { form } });
      }
      return { assessment_id: open.id };
    }
    const id = newId(now);
    await tx.assessment.create({
      data: {
        id,
        profileId: ctx.profileId,
        form,
        questionnaireVersion: QUESTIONNAIRE_VERSION,
        startedAt: now,
      },
    });
    return { assessment_id: id };
  });
}
