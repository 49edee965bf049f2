import { BY_ACTIVITY, listWhere } from "@/lib/partners/support/find-ticket";
import { ITS_PARTNER, LAST_MESSAGE, presentAnySummary } from "@/lib/partners/support/present-ticket";
import type { TicketQuery } from "@/lib/partners/support/schemas";
import type { AdminContext } from "@/lib/platform/context";
import { decodeCursor, page } from "@/lib/platform/pagination";
import { assertAdmin } from "@/lib/platform/permissions";

/** All partners' tickets by status and words, the newest activity first. Throws NotFound, Invalid. For staff. */
export async function listAllTickets(ctx: AdminContext, input: TicketQuery) {
  assertAdmin(ctx);
  const rows = await ctx.db.ticket.findMany({
    where: await listWhere(ctx.db, {}, input, decodeCursor(input.cursor)),
    include: { ...LAST_MESSAGE, ...ITS_PARTNER },
    orderBy: BY_ACTIVITY,
    take: input.limit + 1,
  });
  return page(rows.map(presentAnySummary), input.limit);
}
