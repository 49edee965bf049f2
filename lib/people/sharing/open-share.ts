import { findShare, type OpenShare } from "@/lib/people/sharing/find-share";
import { recordAccesses } from "@/lib/platform/access-log";
import type { Context } from "@/lib/platform/context";

const READER = "sharing.page";

/**
 * What a link shows to the one who opens its page. That it was opened is counted, and stands in the makers' access logs; by
 * whom is kept nowhere. Throws NotFound.
 */
export async function openShare(ctx: Context, input: { token: string }): Promise<OpenShare> {
  const share = await findShare(ctx, input);
  await ctx.db.shareLink.updateMany({ where: { id: share.id }, data: { openings: { increment: 1 } } });
  await recordAccesses({ ...ctx, actor: { type: "system", id: READER } }, ctx.db, {
    reader: READER,
    purpose: null,
    why: "A link that you share was opened.",
    people: share.profileIds.map((profileId) => ({ profileId })),
    period: "day",
  });
  return share;
}
