import { lockPair } from "@/lib/people/together/find-pair";
import type { OnePair } from "@/lib/people/together/schemas";
import type { ProfileContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";

/**
 * Ends a comparison for both, at once and for good: report and check-ins are deleted, and the invitation with them. The
 * other sees for 30 days that it ended. Of one that the other left already it only puts the word away. Works while the other's account is
 * suspended. Throws NotFound.
 */
export async function leavePair(ctx: ProfileContext, { pair_id }: OnePair): Promise<{ left: true }> {
  const now = ctx.clock.now();
  await transaction(ctx, async (tx) => {
    const { row, own } = await lockPair(ctx, tx, pair_id);
    const key = { pairId_profileId: { pairId: row.id, profileId: own.profileId } };
    if (row.endedAt !== null) {
      await tx.togetherMember.update({ where: key, data: { dismissed: true } });
      return;
    }
    await tx.togetherReport.deleteMany({ where: { pairId: row.id } });
    await tx.togetherCheckIn.deleteMany({ where: { pairId: row.id } });
    await tx.togetherInvitation.deleteMany({ where: { pairId: row.id } });
    await tx.togetherMember.update({ where: key, data: { leftAt: now } });
    await tx.togetherPair.update({
      where: { id: row.id },
      data: { endedAt: now, refreshAskedBy: null, refreshAskedAt: null },
    });
  });
  return { left: true };
}
