import { lockOpenPair } from "@/lib/people/together/find-pair";
import type { OnePair } from "@/lib/people/together/schemas";
import type { ProfileContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";

/**
 * Withdraws that intimacy is compared with this friend. A report in which it counts is deleted for both; the next one is
 * without. Again it changes nothing. Throws NotFound, Conflict `comparison_ended` or `comparison_paused`.
 */
export async function stopIntimacy(ctx: ProfileContext, { pair_id }: OnePair): Promise<{ stopped: true }> {
  await transaction(ctx, async (tx) => {
    const { row } = await lockOpenPair(ctx, tx, pair_id);
    await tx.togetherMember.update({
      where: { pairId_profileId: { pairId: row.id, profileId: ctx.profileId } },
      data: { intimacy: false },
    });
    await tx.togetherReport.deleteMany({ where: { pairId: row.id, intimacy: true } });
  });
  return { stopped: true };
}
