import { describe, expect, it } from "vitest";
import { decideIntimacy } from "@/lib/people/assessments/decide-intimacy";
import { finishAssessment } from "@/lib/people/assessments/finish-assessment";
import { saveAnswers } from "@/lib/people/assessments/save-answers";
import { startAssessment } from "@/lib/people/assessments/start-assessment";
import { statementsOf } from "@/lib/people/assessments/statements";
import { completeSheet, makeVisitor } from "@/lib/people/people.fixture";
import { claimProfile } from "@/lib/people/profiles/claim-profile";
import { ensureUserProfile } from "@/lib/people/profiles/create-profile";
import { updateAbout } from "@/lib/people/profiles/update-about";
import { withdrawConsent } from "@/lib/people/profiles/withdraw-consent";
import { decideQuestIntimacy } from "@/lib/people/quest/decide-quest-intimacy";
import { startQuest } from "@/lib/people/quest/start-quest";
import { deleteResult } from "@/lib/people/results/delete-result";
import { systemClock } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";
import { ownDatabase } from "@/test/own-database";
import { makePerson } from "@/test/people";

const own = ownDatabase();
const HALF = Array<number>(32).fill(0.5);

describe("what a person does in several tabs at once", () => {
  it.each(Array.from({ length: 4 }, (_, at) => at))(
    "is done one after the other, and nothing about intimacy is left once they are known to be minors (%i)",
    async () => {
      const { ctx } = await makeVisitor(own);
      const { resultId } = await completeSheet(ctx, { traits: HALF });
      const { quest_id } = await startQuest(ctx);
      const { assessment_id } = await startAssessment(ctx, { form: "short", old_enough: true });
      const outcomes = await Promise.allSettled([
        decideIntimacy(ctx, { assessment_id, choice: "agreed", adult: true }),
        updateAbout(ctx, { birth_year: 2009, region: null, gender: null, norms_consent: true }),
        decideQuestIntimacy(ctx, { quest_id, choice: "agreed", adult: true }),
        withdrawConsent(ctx, { purpose: "intimacy" }),
        finishAssessment(ctx, { assessment_id }),
        deleteResult(ctx, { result_id: resultId }),
      ]);
      for (const outcome of outcomes) {
        if (outcome.status === "rejected")
          expect(outcome.reason, String(outcome.reason)).toBeInstanceOf(AppError);
      }
      const { profileId } = ctx;
      expect(await own.prisma.consent.count({ where: { profileId, purpose: "intimacy" } })).toBe(0);
      expect(await own.prisma.assessment.count({ where: { profileId, intimacy: "agreed" } })).toBe(0);
      expect(await own.prisma.questRun.count({ where: { profileId, intimacy: "agreed" } })).toBe(0);
    },
  );

  it.each(Array.from({ length: 3 }, (_, at) => at))(
    "reaches the account that claims it meanwhile, whole (%i)",
    async () => {
      const clock = systemClock;
      const { userId } = await makePerson(own.database);
      const account = await ensureUserProfile(own.system(clock), { user_id: userId });
      const { ctx, token } = await makeVisitor(own);
      await completeSheet(ctx, { traits: HALF });
      const { assessment_id } = await startAssessment(ctx, { form: "short", old_enough: true });
      const answers = statementsOf("short", false).map(({ id }) => ({
        statement_id: id,
        value: 3,
        took_ms: null,
        answered_at: null,
      }));
      await saveAnswers(ctx, { assessment_id, answers });
      const outcomes = await Promise.allSettled([
        finishAssessment(ctx, { assessment_id }),
        decideIntimacy(ctx, { assessment_id, choice: "declined", adult: false }),
        claimProfile(own.system(clock), { user_id: userId, token }),
        startQuest(ctx),
        updateAbout(ctx, { birth_year: 1990, region: null, gender: null, norms_consent: true }),
      ]);
      for (const outcome of outcomes) {
        if (outcome.status === "rejected")
          expect(outcome.reason, String(outcome.reason)).toBeInstanceOf(AppError);
      }
      expect(await own.prisma.profile.count({ where: { id: ctx.profileId } })).toBe(0);
      const held = await own.prisma.assessmentAnswer.count({
        where: { assessmentId: assessment_id, assessment: { profileId: account } },
      });
      expect(held).toBe(answers.length);
    },
  );
});
