import { getResult } from "@/lib/people/results/get-result";
import { assertMayShow } from "@/lib/people/sharing/can-show-intimacy";
import { sharedResult } from "@/lib/people/sharing/choose-of-result";
import {
  assertRoomForLink,
  findMade,
  lockOwnProfile,
  type MadeLink,
  newLink,
} from "@/lib/people/sharing/link-rows";
import type { ShareResult } from "@/lib/people/sharing/schemas";
import { shareToken } from "@/lib/people/sharing/share-token";
import type { ProfileContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";

/**
 * Makes a link to what was chosen of one of the person's own results, as it is now: a retake publishes nothing. A form
 * that is sent twice makes one link. Throws NotFound, Invalid `invalid_input`, Conflict `too_many_share_links`.
 */
export async function shareResult(
  ctx: ProfileContext,
  { result_id, form_id, lasts, name, ...choice }: ShareResult,
): Promise<MadeLink> {
  if (!isId(result_id)) throw new NotFound("result");
  return transaction(ctx, async (tx) => {
    await lockOwnProfile(ctx, tx);
    const made = await findMade(ctx, tx, form_id);
    if (made !== null) return made;
    // Locked, so that it cannot be deleted before the link hangs on it.
    await tx.$queryRaw`
      SELECT id FROM trait_results WHERE id = ${result_id}::uuid AND profile_id = ${ctx.profileId}::uuid FOR KEY SHARE`;
    const result = await getResult({ ...ctx, db: tx }, { result_id });
    await assertMayShow(ctx, tx, result, choice);
    await assertRoomForLink(ctx, tx);
    const link = newLink(ctx, { form_id, lasts, shows: choice.shows, name });
    await tx.shareLink.create({
      data: {
        ...link,
        resultId: result.id,
        intimacy: choice.intimacy,
        content: sharedResult(result, choice),
      },
    });
    return { link_id: link.id, token: shareToken(link.id), expires_at: link.expiresAt };
  });
}
