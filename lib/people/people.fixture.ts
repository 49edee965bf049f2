import { decideIntimacy } from "@/lib/people/assessments/decide-intimacy";
import { finishAssessment } from "@/lib/people/assessments/finish-assessment";
import { saveAnswers } from "@/lib/people/assessments/save-answers";
import { startAssessment } from "@/lib/people/assessments/start-assessment";
import { type Form, statementsOf } from "@/lib/people/assessments/statements";
import { createProfile } from "@/lib/people/profiles/create-profile";
import { chooseInQuest } from "@/lib/people/quest/choose-in-quest";
import { decideQuestIntimacy } from "@/lib/people/quest/decide-quest-intimacy";
import { getQuest } from "@/lib/people/quest/get-quest";
import { startQuest } from "@/lib/people/quest/start-quest";
import { type Clock, systemClock } from "@/lib/platform/clock";
import type { ProfileContext } from "@/lib/platform/context";
import { seeded } from "@/lib/scoring/testdata/crowd";
import { sincereAnswer } from "@/prisma/seed/drawn-people";
import type { OwnDatabase } from "@/test/own-database";

/** Somebody without an account, and the token in their browser. */
export async function makeVisitor(
  own: OwnDatabase,
  clock: Clock = systemClock,
): Promise<{ ctx: ProfileContext; token: string }> {
  const { profileId, browser } = await createProfile(own.system(clock));
  return { ctx: asProfile(own, profileId, { clock }), token: browser.token };
}

export function asProfile(
  own: OwnDatabase,
  profileId: string,
  { clock = systemClock, userId = null }: { clock?: Clock; userId?: string | null } = {},
): ProfileContext {
  return { ...own.system(clock), actor: { type: "anonymous" }, profileId, userId };
}

/** Fills in a whole sheet as somebody with these traits would. */
export async function completeSheet(
  ctx: ProfileContext,
  { form = "short", traits, seed = 1 }: { form?: Form; traits: readonly number[]; seed?: number },
): Promise<{ assessmentId: string; resultId: string }> {
  const { assessment_id } = await startAssessment(ctx, { form, old_enough: true });
  await decideIntimacy(ctx, { assessment_id, choice: "agreed", adult: true });
  const random = seeded(seed);
  const answers = statementsOf(form, true).map((statement) => {
    const { statementId, value, tookMs } = sincereAnswer(statement, traits, random);
    return { statement_id: statementId, value, took_ms: Math.round(tookMs ?? 3_000), answered_at: null };
  });
  await saveAnswers(ctx, { assessment_id, answers });
  const { result_id } = await finishAssessment(ctx, { assessment_id });
  return { assessmentId: assessment_id, resultId: result_id };
}

/** Plays the story to its end. */
export async function completeStory(
  ctx: ProfileContext,
  { intimacy = "declined" }: { intimacy?: "agreed" | "declined" } = {},
): Promise<{ questId: string; resultId: string }> {
  const { quest_id } = await startQuest(ctx);
  for (;;) {
    const { next, asksIntimacy, resultId } = await getQuest(ctx, { quest_id });
    if (resultId !== null) return { questId: quest_id, resultId };
    if (asksIntimacy) await decideQuestIntimacy(ctx, { quest_id, choice: intimacy, adult: true });
    else await chooseInQuest(ctx, { quest_id, scene_id: next?.id ?? "", choice: 1 });
  }
}
