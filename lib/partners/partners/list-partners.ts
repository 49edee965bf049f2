import { presentPartner } from "@/lib/partners/partners/present-partner";
import type { Context } from "@/lib/platform/context";
import { decodeCursor, type PageQuery, page } from "@/lib/platform/pagination";

/** All partners, newest first. For operators. */
export async function listPartners(ctx: Context, { limit, cursor }: PageQuery) {
  const before = decodeCursor(cursor);
  const rows = await ctx.db.partner.findMany({
    where: before === undefined ? {} : { id: { lt: before } },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  return page(rows.map(presentPartner), limit);
}
