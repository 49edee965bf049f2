import { findPair } from "@/lib/people/together/find-pair";
import { presentPair, type ShownPair } from "@/lib/people/together/present-pair";
import type { OnePair } from "@/lib/people/together/schemas";
import type { ProfileContext } from "@/lib/platform/context";

/** One of the person's own comparisons. That they looked at its report is kept, for the other to see. Throws NotFound. */
export async function getPair(ctx: ProfileContext, { pair_id }: OnePair): Promise<ShownPair> {
  const pair = presentPair(await findPair(ctx, ctx.db, pair_id));
  if (pair.report !== null) {
    await ctx.db.togetherMember.updateMany({
      where: { pairId: pair.id, profileId: ctx.profileId },
      data: { lookedAt: ctx.clock.now() },
    });
  }
  return pair;
}
