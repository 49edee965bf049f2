import { RESULT_MODEL } from "@/lib/people/assessments/finish-assessment";
import { mayUseIntimacy } from "@/lib/people/assessments/intimacy-consent";
import { type FoundQuest, lockQuest } from "@/lib/people/quest/find-quest";
import type { ChooseInQuest } from "@/lib/people/quest/schemas";
import { INTIMATE_SCENES } from "@/lib/people/quest/story";
import { traitsOf, walk } from "@/lib/people/quest/walk-story";
import type { ProfileContext } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { invalidInput } from "@/lib/platform/input";

/**
 * Keeps a choice in the scene that is open, or a new one in a scene before it. With the last choice the story ends and
 * its result is written. Throws NotFound, Invalid for a scene that is not on the way, Conflict `quest_finished`.
 */
export async function chooseInQuest(
  ctx: ProfileContext,
  { quest_id, scene_id, choice }: ChooseInQuest,
): Promise<{ result_id: string | null }> {
  return transaction(ctx, async (tx) => {
    const quest = await lockQuest(ctx, tx, quest_id);
    if (quest.finishedAt !== null) {
      throw new Conflict("quest_finished", "This story has ended. Start it again to choose differently.");
    }
    // Until intimacy is decided the way ends before it: what comes after would leave the story without an end.
    const { answered, next } = walk(quest.choices, quest.intimacy !== "declined");
    const undecided = quest.intimacy === "undecided" && INTIMATE_SCENES.has(scene_id);
    if (undecided || (next?.id !== scene_id && !answered.some(({ id }) => id === scene_id))) {
      throw invalidInput([{ path: "scene_id", message: "This scene is not on your way." }]);
    }
    const choices = { ...quest.choices, [scene_id]: choice };
    await tx.questRun.update({ where: { id: quest.id, profileId: ctx.profileId }, data: { choices } });
    const changed: FoundQuest = { ...quest, choices };
    const ended = quest.intimacy !== "undecided" && walk(choices, quest.intimacy === "agreed").next === null;
    return { result_id: ended ? await writeResult(ctx, tx, changed) : null };
  });
}

async function writeResult(ctx: ProfileContext, tx: Transaction, quest: FoundQuest): Promise<string> {
  const now = ctx.clock.now();
  const withIntimacy = await mayUseIntimacy(ctx, tx, quest);
  const { traits, standardErrors } = traitsOf(quest.choices, withIntimacy);
  const id = newId(now);
  await tx.traitResult.create({
    data: {
      id,
      profileId: ctx.profileId,
      source: "quest",
      questRunId: quest.id,
      modelVersion: RESULT_MODEL,
      questionnaireVersion: quest.questVersion,
      traits: [...traits],
      standardErrors: [...standardErrors],
      quality: "high",
      qualitySigns: [],
      doubtfulStatementIds: [],
      answerCount: walk(quest.choices, withIntimacy).answered.length,
      createdAt: now,
      revisedAt: now,
    },
  });
  await tx.questRun.update({
    where: { id: quest.id, profileId: ctx.profileId },
    data: { finishedAt: now },
  });
  return id;
}
