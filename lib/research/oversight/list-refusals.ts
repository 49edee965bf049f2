import type { AdminContext } from "@/lib/platform/context";
import { decodeCursor, type PageQuery, page } from "@/lib/platform/pagination";
import { assertAdmin } from "@/lib/platform/permissions";

/** Questions that were refused an answer, the newest first. Throws Invalid. For admins. */
export async function listRefusals(ctx: AdminContext, { limit, cursor }: PageQuery) {
  assertAdmin(ctx);
  const before = decodeCursor(cursor);
  const rows = await ctx.db.insightRefusal.findMany({
    where: before === undefined ? {} : { id: { lt: before } },
    include: { partner: { select: { companyName: true } } },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  return page(
    rows.map(({ id, partnerId, partner, quarter, code, measure, error, at }) => ({
      id,
      partner: { id: partnerId, companyName: partner.companyName },
      quarter,
      code,
      measure,
      error,
      at,
    })),
    limit,
  );
}
