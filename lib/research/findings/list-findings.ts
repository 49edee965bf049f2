import type { PartnerContext } from "@/lib/platform/context";
import { decodeCursor, type PageQuery, page } from "@/lib/platform/pagination";
import { assertPermitted } from "@/lib/platform/permissions";
import { presentFinding } from "@/lib/research/findings/present-finding";

/** What the partner has published, the newest first, with what it withdrew. Throws Forbidden, Invalid. */
export async function listFindings(ctx: PartnerContext, { limit, cursor }: PageQuery) {
  assertPermitted(ctx, "insights:read");
  const before = decodeCursor(cursor);
  const rows = await ctx.db.insightPublication.findMany({
    where: { partnerId: ctx.partnerId, ...(before === undefined ? {} : { id: { lt: before } }) },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  return page(rows.map(presentFinding), limit);
}
