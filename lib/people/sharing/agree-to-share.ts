import type { AgreeToShare } from "@/lib/people/sharing/schemas";
import { lockOpenPair } from "@/lib/people/together/find-pair";
import type { ProfileContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";

/**
 * Turns the second key of a link to a pair's report: from now on it opens. It shows what it showed when it was asked for. A second call
 * changes nothing. Throws NotFound, Conflict `comparison_ended` or `comparison_paused`.
 */
export async function agreeToShare(
  ctx: ProfileContext,
  { link_id, name }: AgreeToShare,
): Promise<{ agreed: true }> {
  if (!isId(link_id)) throw new NotFound("share link");
  const now = ctx.clock.now();
  await transaction(ctx, async (tx) => {
    const where = {
      id: link_id,
      friendId: ctx.profileId,
      OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
    };
    const link = await tx.shareLink.findFirst({ where, select: { pairId: true } });
    if (link === null || link.pairId === null) throw new NotFound("share link");
    await lockOpenPair(ctx, tx, link.pairId);
    await tx.shareLink.updateMany({
      where: { ...where, friendAgreedAt: null },
      data: { friendAgreedAt: now, friendName: name },
    });
    // Taken back while this waited.
    if ((await tx.shareLink.count({ where })) === 0) throw new NotFound("share link");
  });
  return { agreed: true };
}
