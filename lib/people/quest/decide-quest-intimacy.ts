import { settleIntimacyConsent } from "@/lib/people/assessments/intimacy-consent";
import { lockQuest } from "@/lib/people/quest/find-quest";
import type { DecideQuestIntimacy } from "@/lib/people/quest/schemas";
import { INTIMATE_SCENES } from "@/lib/people/quest/story";
import { isMinor } from "@/lib/platform/ages";
import type { ProfileContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { invalidInput } from "@/lib/platform/input";
import { lockProfile } from "@/lib/platform/lock-profile";

/**
 * Keeps whether an adult wants the scenes about intimacy. Declining removes what was chosen in them. Throws NotFound,
 * Invalid for a birth year under 18, Conflict `quest_finished`.
 */
export async function decideQuestIntimacy(ctx: ProfileContext, input: DecideQuestIntimacy): Promise<void> {
  const now = ctx.clock.now();
  await transaction(ctx, async (tx) => {
    // First, as all that concerns several of a person's rows does: otherwise two tabs could wait for each other.
    const { birthYear } = await lockProfile(tx, ctx.profileId);
    const quest = await lockQuest(ctx, tx, input.quest_id);
    if (quest.finishedAt !== null) {
      throw new Conflict("quest_finished", "This story has ended. Start it again to choose differently.");
    }
    if (input.choice === "agreed" && isMinor(birthYear, now)) {
      throw invalidInput([
        {
          path: "adult",
          message: "Your birth year says that you are under 18, so we leave these scenes out.",
        },
      ]);
    }
    const choices = Object.fromEntries(
      Object.entries(quest.choices).filter(([id]) => input.choice === "agreed" || !INTIMATE_SCENES.has(id)),
    );
    await tx.questRun.update({
      where: { id: quest.id, profileId: ctx.profileId },
      data: { intimacy: input.choice, intimacyDecidedAt: now, choices },
    });
    await settleIntimacyConsent(ctx, tx, input.choice, "quest");
  });
}
