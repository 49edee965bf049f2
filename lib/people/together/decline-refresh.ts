import { lockOpenPair } from "@/lib/people/together/find-pair";
import type { OnePair } from "@/lib/people/together/schemas";
import type { ProfileContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";

/**
 * Takes back one's own wish for a new report, or declines the other's: the report stays as it is. Again it changes
 * nothing. Throws NotFound, Conflict `comparison_ended` or `comparison_paused`.
 */
export async function declineRefresh(ctx: ProfileContext, { pair_id }: OnePair): Promise<{ declined: true }> {
  await transaction(ctx, async (tx) => {
    const { row } = await lockOpenPair(ctx, tx, pair_id);
    await tx.togetherPair.update({
      where: { id: row.id },
      data: { refreshAskedBy: null, refreshAskedAt: null },
    });
  });
  return { declined: true };
}
