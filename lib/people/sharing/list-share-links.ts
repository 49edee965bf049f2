import { WITH_PEOPLE } from "@/lib/people/sharing/find-share";
import { friendNames, presentLink, type ShownLink } from "@/lib/people/sharing/present-link";
import type { ProfileContext } from "@/lib/platform/context";

/** More than there can be of one person: their own, and those that friends asked for. */
const MOST = 300;

interface Filter {
  result_id?: string;
  pair_id?: string;
}

/** The person's links, and those that a friend asks them to agree to, newest first. */
export async function listShareLinks(ctx: ProfileContext, filter: Filter = {}): Promise<ShownLink[]> {
  const rows = await ctx.db.shareLink.findMany({
    where: {
      OR: [{ profileId: ctx.profileId }, { friendId: ctx.profileId }],
      ...(filter.result_id === undefined ? {} : { resultId: filter.result_id }),
      ...(filter.pair_id === undefined ? {} : { pairId: filter.pair_id }),
    },
    include: WITH_PEOPLE,
    orderBy: { createdAt: "desc" },
    take: MOST,
  });
  const friends = await friendNames(ctx, rows);
  return Promise.all(rows.map((row) => presentLink(ctx, row, friends)));
}
