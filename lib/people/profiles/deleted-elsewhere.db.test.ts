import { describe, expect, it } from "vitest";
import { currentText } from "@/lib/identity/consent/consent-texts";
import { grantConsent } from "@/lib/identity/consent/grant-consent";
import { listConsents } from "@/lib/identity/consent/list-consents";
import { listAccesses } from "@/lib/identity/privacy/list-accesses";
import { requestDeletion } from "@/lib/identity/privacy/request-deletion";
import { requestTopUp } from "@/lib/people/assessments/ask-more";
import { decideIntimacy } from "@/lib/people/assessments/decide-intimacy";
import { finishAssessment } from "@/lib/people/assessments/finish-assessment";
import { getAssessment } from "@/lib/people/assessments/get-assessment";
import { saveAnswers } from "@/lib/people/assessments/save-answers";
import { startAssessment } from "@/lib/people/assessments/start-assessment";
import { completeSheet, makeVisitor } from "@/lib/people/people.fixture";
import { deleteProfile } from "@/lib/people/profiles/delete-profile";
import { getAbout } from "@/lib/people/profiles/get-about";
import { createResumeLink } from "@/lib/people/profiles/resume-link";
import { updateAbout } from "@/lib/people/profiles/update-about";
import { withdrawConsent } from "@/lib/people/profiles/withdraw-consent";
import { startQuest } from "@/lib/people/quest/start-quest";
import { deleteResult } from "@/lib/people/results/delete-result";
import { getResult } from "@/lib/people/results/get-result";
import { listResults } from "@/lib/people/results/list-results";
import { createTogetherInvitation } from "@/lib/people/together/create-together-invitation";
import { listPairs } from "@/lib/people/together/list-pairs";
import { AppError } from "@/lib/platform/errors";
import { PRIVACY } from "@/lib/registry";
import { ownDatabase } from "@/test/own-database";

const own = ownDatabase();
const HALF = Array<number>(32).fill(0.5);
const ABOUT = { birth_year: 1990, region: null, gender: null, norms_consent: true };

/** What a page of the person does whose answers another tab deletes at that moment: it has looked up the profile before. */
const WAYS = {
  getAbout: ({ ctx }) => getAbout(ctx),
  updateAbout: ({ ctx }) => updateAbout(ctx, ABOUT),
  startAssessment: ({ ctx }) => startAssessment(ctx, { form: "short", old_enough: true }),
  getAssessment: ({ ctx, assessment_id }) => getAssessment(ctx, { assessment_id }),
  saveAnswers: ({ ctx, assessment_id }) =>
    saveAnswers(ctx, {
      assessment_id,
      answers: [{ statement_id: "novelty-1", value: 3, took_ms: null, answered_at: null }],
    }),
  finishAssessment: ({ ctx, assessment_id }) => finishAssessment(ctx, { assessment_id }),
  requestTopUp: ({ ctx, assessment_id }) => requestTopUp(ctx, { assessment_id }),
  decideIntimacy: ({ ctx, assessment_id }) =>
    decideIntimacy(ctx, { assessment_id, choice: "agreed", adult: true }),
  startQuest: ({ ctx }) => startQuest(ctx),
  createResumeLink: ({ ctx }) => createResumeLink(ctx),
  listResults: ({ ctx }) => listResults(ctx),
  getResult: ({ ctx, result_id }) => getResult(ctx, { result_id }),
  deleteResult: ({ ctx, result_id }) => deleteResult(ctx, { result_id }),
  grantConsent: ({ ctx }) =>
    grantConsent(ctx, {
      purpose: "research",
      version: currentText("research", ctx.clock.now()).version,
      adult: true,
    }),
  withdrawConsent: ({ ctx }) => withdrawConsent(ctx, { purpose: "intimacy" }),
  listConsents: ({ ctx }) => listConsents(ctx),
  listAccesses: ({ ctx }) => listAccesses({ ...ctx, account: null }),
  listPairs: ({ ctx }) => listPairs(ctx),
  createTogetherInvitation: ({ ctx }) => createTogetherInvitation(ctx, { name: "Mira", intimacy: false }),
  requestDeletion: ({ ctx }) => requestDeletion({ ...ctx, account: null }, {}, PRIVACY),
  deleteProfile: ({ ctx }) => deleteProfile(ctx),
} satisfies Record<string, (gone: Gone) => Promise<unknown>>;

interface Gone {
  ctx: Awaited<ReturnType<typeof makeVisitor>>["ctx"];
  assessment_id: string;
  result_id: string;
}

describe("what another tab deleted a moment ago", () => {
  it.each(Object.entries(WAYS))("is answered with words, never as a fault of ours: %s", async (_, way) => {
    const { ctx } = await makeVisitor(own);
    const { assessmentId: assessment_id, resultId: result_id } = await completeSheet(ctx, { traits: HALF });
    await deleteProfile(ctx);
    const error = await way({ ctx, assessment_id, result_id }).then(
      () => null,
      (reason: unknown) => reason,
    );
    if (error !== null) expect(error).toBeInstanceOf(AppError);
    expect(await own.prisma.profile.count({ where: { id: ctx.profileId } })).toBe(0);
  });
});
