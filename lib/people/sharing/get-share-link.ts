import { WITH_PEOPLE } from "@/lib/people/sharing/find-share";
import { friendNames, presentLink, type ShownLink } from "@/lib/people/sharing/present-link";
import type { OneShareLink } from "@/lib/people/sharing/schemas";
import type { ProfileContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";

/** One of the person's links. Throws NotFound. */
export async function getShareLink(ctx: ProfileContext, { link_id }: OneShareLink): Promise<ShownLink> {
  const row = isId(link_id)
    ? await ctx.db.shareLink.findFirst({
        where: { id: link_id, OR: [{ profileId: ctx.profileId }, { friendId: ctx.profileId }] },
        include: WITH_PEOPLE,
      })
    : null;
  if (row === null) throw new NotFound("share link");
  return presentLink(ctx, row, await friendNames(ctx, [row]));
}
