import type { OneShareLink } from "@/lib/people/sharing/schemas";
import type { ProfileContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";

/**
 * Ends a link at once and for good, with what it showed. Of a pair's report either of the two can, and it also declines what was asked.
 * Throws NotFound.
 */
export async function revokeShareLink(
  ctx: Pick<ProfileContext, "db" | "profileId">,
  { link_id }: OneShareLink,
): Promise<{ revoked: true }> {
  const { count } = await ctx.db.shareLink.deleteMany({
    where: { id: link_id, OR: [{ profileId: ctx.profileId }, { friendId: ctx.profileId }] },
  });
  if (count === 0) throw new NotFound("share link");
  return { revoked: true };
}
