import { StoredChoices } from "@/lib/people/quest/schemas";
import type { Choices } from "@/lib/people/quest/walk-story";
import type { ProfileContext } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { lockProfile } from "@/lib/platform/lock-profile";
import type { QuestRun as QuestRow } from "@/lib/platform/prisma/client";

export interface FoundQuest extends Omit<QuestRow, "choices"> {
  choices: Choices;
}

/** One of the person's own ways through the story. Another's and a missing one are the same. Throws NotFound. */
export async function findQuest(ctx: ProfileContext, db: Db, id: string): Promise<FoundQuest> {
  const row = isId(id) ? await db.questRun.findUnique({ where: { id, profileId: ctx.profileId } }) : null;
  if (row === null) throw new NotFound("story");
  return { ...row, choices: StoredChoices.parse(row.choices) };
}

/** The same, locked for the transaction: two tabs that choose at once follow one another. */
export async function lockQuest(ctx: ProfileContext, db: Db, id: string): Promise<FoundQuest> {
  if (!isId(id)) throw new NotFound("story");
  await lockProfile(db, ctx.profileId);
  await db.$queryRaw`
    SELECT id FROM quest_runs WHERE id = ${id}::uuid AND profile_id = ${ctx.profileId}::uuid FOR UPDATE`;
  return findQuest(ctx, db, id);
}
