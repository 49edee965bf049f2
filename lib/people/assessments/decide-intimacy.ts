import { lockAssessment } from "@/lib/people/assessments/find-assessment";
import { settleIntimacyConsent } from "@/lib/people/assessments/intimacy-consent";
import type { DecideIntimacy } from "@/lib/people/assessments/schemas";
import { INTIMATE_IDS } from "@/lib/people/assessments/statements";
import { isMinor } from "@/lib/platform/ages";
import type { ProfileContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { invalidInput } from "@/lib/platform/input";
import { lockProfile } from "@/lib/platform/lock-profile";

/**
 * Keeps whether an adult agrees to be asked about intimacy. Declining, also after having agreed, removes what was
 * answered about it. Throws NotFound, Invalid for a birth year under 18, Conflict `assessment_finished`.
 */
export async function decideIntimacy(ctx: ProfileContext, input: DecideIntimacy): Promise<void> {
  const now = ctx.clock.now();
  await transaction(ctx, async (tx) => {
    // First, as all that concerns several of a person's rows does: otherwise two tabs could wait for each other.
    const { birthYear } = await lockProfile(tx, ctx.profileId);
    const sheet = await lockAssessment(ctx, tx, input.assessment_id);
    if (sheet.finishedAt !== null) {
      throw new Conflict(
        "assessment_finished",
        "This assessment is finished. Start a new one to answer again.",
      );
    }
    if (input.choice === "agreed" && isMinor(birthYear, now)) {
      throw invalidInput([
        {
          path: "adult",
          message: "Your birth year says that you are under 18, so we skip these statements.",
        },
      ]);
    }
    await tx.assessment.update({
      where: { id: sheet.id, profileId: ctx.profileId },
      data: { intimacy: input.choice, intimacyDecidedAt: now },
    });
    if (input.choice === "declined") {
      await tx.assessmentAnswer.deleteMany({
        where: { assessmentId: sheet.id, statementId: { in: [...INTIMATE_IDS] } },
      });
    }
    await settleIntimacyConsent(ctx, tx, input.choice, "assessment");
  });
}
