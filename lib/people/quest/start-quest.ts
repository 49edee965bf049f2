import { QUEST_VERSION } from "@/lib/people/quest/story";
import type { ProfileContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { acceptByBeginning } from "@/lib/platform/legal-acceptances";
import { lockProfile } from "@/lib/platform/lock-profile";

/** Begins the story, or goes on where it was left. Returns its id. Throws NotFound. */
export async function startQuest(ctx: ProfileContext): Promise<{ quest_id: string }> {
  const now = ctx.clock.now();
  return transaction(ctx, async (tx) => {
    // Two tabs that start at once meet here.
    await lockProfile(tx, ctx.profileId);
    await acceptByBeginning(ctx, tx, "quest");
    const open = await tx.questRun.findFirst({
      where: { profileId: ctx.profileId, finishedAt: null },
      select: { id: true },
    });
    if (open !== null) return { quest_id: open.id };
    const id = newId(now);
    await tx.questRun.create({
      data: { id, profileId: ctx.profileId, questVersion: QUEST_VERSION, choices: {}, startedAt: now },
    });
    return { quest_id: id };
  });
}

/** The story that is open, if any. */
export async function findOpenQuest(ctx: ProfileContext): Promise<{ id: string } | null> {
  return ctx.db.questRun.findFirst({
    where: { profileId: ctx.profileId, finishedAt: null },
    select: { id: true },
  });
}
