import type { AdminContext } from "@/lib/platform/context";
import { decodeCursor, type PageQuery, page } from "@/lib/platform/pagination";
import { assertAdmin } from "@/lib/platform/permissions";
import { presentResearch } from "@/lib/research/custom/present-research";

/** All partners' requests, the newest first. Throws Invalid. For admins. */
export async function listAllResearch(ctx: AdminContext, { limit, cursor }: PageQuery) {
  assertAdmin(ctx);
  const before = decodeCursor(cursor);
  const rows = await ctx.db.customResearch.findMany({
    where: before === undefined ? {} : { id: { lt: before } },
    include: { partner: { select: { id: true, companyName: true } } },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  return page(
    rows.map((row) => ({ ...presentResearch(row), partner: row.partner })),
    limit,
  );
}
