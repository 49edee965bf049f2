import type { ProfileContext } from "@/lib/platform/context";
import { isId } from "@/lib/platform/ids";

/** What changes when the links of a pair do, for a page of theirs that is open. */
export async function getShareVersion(
  ctx: ProfileContext,
  { pair_id }: { pair_id: string },
): Promise<string> {
  if (!isId(pair_id)) return "";
  const rows = await ctx.db.shareLink.findMany({
    where: { pairId: pair_id, OR: [{ profileId: ctx.profileId }, { friendId: ctx.profileId }] },
    select: { id: true, friendAgreedAt: true },
    orderBy: { id: "asc" },
  });
  return rows
    .map(({ id, friendAgreedAt }) => `${id.slice(-6)}${friendAgreedAt === null ? "?" : "!"}`)
    .join("");
}
