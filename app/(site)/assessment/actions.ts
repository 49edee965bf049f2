"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { profileAction, visitorAction } from "@/app/action";
import { formAction } from "@/app/form-action";
import { enterProfile } from "@/app/profile";
import { currentUser } from "@/app/session";
import { keepProfileToken } from "@/app/session-cookies";
import { askAgain, requestTopUp } from "@/lib/people/assessments/ask-more";
import { decideIntimacy } from "@/lib/people/assessments/decide-intimacy";
import { finishAssessment } from "@/lib/people/assessments/finish-assessment";
import { saveAnswers } from "@/lib/people/assessments/save-answers";
import { DecideIntimacy, OneAssessment, StartAssessment } from "@/lib/people/assessments/schemas";
import { startAssessment } from "@/lib/people/assessments/start-assessment";
import { statementsOf } from "@/lib/people/assessments/statements";
import { createResumeLink, openResumeLink } from "@/lib/people/profiles/resume-link";
import { UpdateAbout } from "@/lib/people/profiles/schemas";
import { updateAbout } from "@/lib/people/profiles/update-about";
import { linkTo } from "@/lib/platform/brand";
import { keptEventPath } from "../events/way-back";
import { keptInvitation } from "../together/invitation-cookie";

export const start = formAction(
  visitorAction("write", StartAssessment, async (_ctx, input): Promise<null> => {
    const { ctx } = await enterProfile();
    const { assessment_id } = await startAssessment(ctx, input);
    redirect(`/assessment/${assessment_id}`);
  }),
);

const Value = z.coerce
  .number("Choose one of the five answers.")
  .int("Choose one of the five answers.")
  .min(1, "Choose one of the five answers.")
  .max(5, "Choose one of the five answers.");

/** Begins with an answer to the first statement, on the home page. Answering says that one is old enough. */
export const startWithAnswer = formAction(
  visitorAction("write", z.strictObject({ value: Value }), async (_ctx, { value }): Promise<null> => {
    const { ctx } = await enterProfile();
    const { assessment_id } = await startAssessment(ctx, { form: "short", old_enough: true });
    const statement_id = statementsOf("short", false)[0]?.id ?? "";
    await saveAnswers(ctx, {
      assessment_id,
      answers: [{ statement_id, value, took_ms: null, answered_at: null }],
    });
    redirect(`/assessment/${assessment_id}`);
  }),
);

/** One answer of a form that is sent without scripts: it is saved, and the next statement is shown. */
const AnswerOne = OneAssessment.extend({
  statement_id: z.string().max(60),
  at: z.coerce.number().int().min(0).max(200),
  value: Value,
});

export const answerOne = formAction(
  profileAction(
    "write",
    AnswerOne,
    async (ctx, { assessment_id, statement_id, value, at }): Promise<null> => {
      await saveAnswers(ctx, {
        assessment_id,
        answers: [{ statement_id, value, took_ms: null, answered_at: null }],
      });
      redirect(`/assessment/${assessment_id}?at=${at + 1}`);
    },
  ),
);

export const chooseIntimacy = formAction(
  profileAction("write", DecideIntimacy, async (ctx, input): Promise<null> => {
    await decideIntimacy(ctx, input);
    redirect(`/assessment/${input.assessment_id}`);
  }),
);

/** What a person says of themselves, and then their result. */
export const finish = formAction(
  profileAction(
    "write",
    UpdateAbout.extend(OneAssessment.shape),
    async (ctx, { assessment_id, ...about }): Promise<null> => {
      await updateAbout(ctx, about);
      const { result_id } = await finishAssessment(ctx, { assessment_id });
      // Who came from an event goes back to it, and who was invited to compare goes back to that.
      const invitation = (await keptInvitation()) === null ? null : "/together/invitation";
      redirect((await keptEventPath()) ?? invitation ?? `/results/${result_id}`);
    },
  ),
);

/** Ends a top-up or a second look. */
export const finishExtra = formAction(
  profileAction("write", OneAssessment, async (ctx, input): Promise<null> => {
    const { result_id } = await finishAssessment(ctx, input);
    redirect(`/results/${result_id}`);
  }),
);

export const topUp = formAction(
  profileAction("write", OneAssessment, async (ctx, input): Promise<null> => {
    await requestTopUp(ctx, input);
    redirect(`/assessment/${input.assessment_id}`);
  }),
);

export const answerAgain = formAction(
  profileAction("write", OneAssessment, async (ctx, input): Promise<null> => {
    await askAgain(ctx, input);
    redirect(`/assessment/${input.assessment_id}`);
  }),
);

/** A link to go on in another browser. Its secret follows "#", which browsers send to no server. */
export const makeResumeLink = formAction(
  profileAction("write", z.strictObject({}), async (ctx): Promise<{ url: string }> => {
    const { token } = await createResumeLink(ctx);
    return { url: linkTo(ctx, `/assessment/resume#${token}`) };
  }),
);

export const followResumeLink = formAction(
  visitorAction(
    "write",
    z.strictObject({ token: z.string().max(100) }),
    async (ctx, input): Promise<null> => {
      const { token } = await openResumeLink(ctx, input);
      await keepProfileToken(token);
      // Somebody signed in sees their account's answers: the results page offers to add these.
      redirect((await currentUser()) === null ? "/assessment" : "/results");
    },
  ),
);
