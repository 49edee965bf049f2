import { sharedReport } from "@/lib/people/sharing/choose-of-report";
import {
  assertRoomForLink,
  findMade,
  lockOwnProfile,
  type MadeLink,
  newLink,
} from "@/lib/people/sharing/link-rows";
import type { ShareReport } from "@/lib/people/sharing/schemas";
import { findPair, lockOpenPair } from "@/lib/people/together/find-pair";
import { presentPair } from "@/lib/people/together/present-pair";
import type { ProfileContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";

/**
 * Asks the other of a pair to share what was chosen of their report, as it is now. The link opens once they agree. A form
 * that is sent twice makes one link. Throws NotFound, Invalid `invalid_input`, Conflict `nothing_to_share`,
 * `too_many_share_links`, `comparison_ended` or `comparison_paused`.
 */
export async function shareReport(
  ctx: ProfileContext,
  { pair_id, form_id, lasts, name, ...choice }: ShareReport,
): Promise<Omit<MadeLink, "token">> {
  return transaction(ctx, async (tx) => {
    await lockOwnProfile(ctx, tx);
    const { row, friend } = await lockOpenPair(ctx, tx, pair_id);
    const made = await findMade(ctx, tx, form_id);
    if (made !== null) return { link_id: made.link_id, expires_at: made.expires_at };
    // Locked, so that it cannot be deleted before the link hangs on it.
    await tx.$queryRaw`SELECT pair_id FROM together_reports WHERE pair_id = ${row.id}::uuid FOR KEY SHARE`;
    const { report } = presentPair(await findPair(ctx, tx, pair_id));
    if (report === null) {
      throw new Conflict("nothing_to_share", "There is no report yet. Both of you have to agree first.");
    }
    await assertRoomForLink(ctx, tx);
    const link = newLink(ctx, { form_id, lasts, shows: choice.shows, name });
    await tx.shareLink.create({
      data: {
        ...link,
        pairId: row.id,
        friendId: friend.profileId,
        // Also where none is named, intimacy counts in the score.
        intimacy: report.intimacy,
        content: sharedReport(report, choice),
      },
    });
    return { link_id: link.id, expires_at: link.expiresAt };
  });
}
