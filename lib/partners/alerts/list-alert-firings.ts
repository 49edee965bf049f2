import { presentFiring } from "@/lib/partners/alerts/present-alert";
import type { PartnerContext } from "@/lib/platform/context";
import { decodeCursor, type PageQuery, page } from "@/lib/platform/pagination";
import { assertPermitted } from "@/lib/platform/permissions";

/** What the caller's own alerts have told, newest first, also those that were deleted since. Throws Forbidden, Invalid. */
export async function listAlertFirings(ctx: PartnerContext, input: PageQuery) {
  assertPermitted(ctx, "alerts:read");
  const before = decodeCursor(input.cursor);
  const rows = await ctx.db.alertFiring.findMany({
    where: { partnerId: ctx.partnerId, ...(before === undefined ? {} : { id: { lt: before } }) },
    include: { alert: true },
    orderBy: { id: "desc" },
    take: input.limit + 1,
  });
  return page(rows.map(presentFiring), input.limit);
}
