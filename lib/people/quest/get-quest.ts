import { findQuest } from "@/lib/people/quest/find-quest";
import type { OneQuest } from "@/lib/people/quest/schemas";
import type { Scene } from "@/lib/people/quest/story";
import { walk } from "@/lib/people/quest/walk-story";
import type { ProfileContext } from "@/lib/platform/context";

export interface OpenQuest {
  id: string;
  /** The scenes that were answered, in order. */
  answered: readonly Scene[];
  /** The scene that is open; null where the question about intimacy is, or the end. */
  next: Scene | null;
  /** Whether it is time to ask about intimacy. */
  asksIntimacy: boolean;
  length: number;
  choices: Readonly<Record<string, number>>;
  resultId: string | null;
}

/** One of the person's own ways through the story, and where it stands. Throws NotFound. */
export async function getQuest(ctx: ProfileContext, { quest_id }: OneQuest): Promise<OpenQuest> {
  const quest = await findQuest(ctx, ctx.db, quest_id);
  const way = walk(quest.choices, quest.intimacy === "agreed");
  const asksIntimacy = quest.intimacy === "undecided" && walk(quest.choices, true).next?.intimate === true;
  const result = await ctx.db.traitResult.findUnique({
    where: { questRunId: quest.id, profileId: ctx.profileId },
    select: { id: true },
  });
  return {
    id: quest.id,
    answered: way.answered,
    next: asksIntimacy ? null : way.next,
    asksIntimacy,
    length: way.length,
    choices: quest.choices,
    resultId: result?.id ?? null,
  };
}
