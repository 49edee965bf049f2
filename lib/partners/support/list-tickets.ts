import { BY_ACTIVITY, listWhere } from "@/lib/partners/support/find-ticket";
import { LAST_MESSAGE, presentSummary } from "@/lib/partners/support/present-ticket";
import type { TicketQuery } from "@/lib/partners/support/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { decodeCursor, page } from "@/lib/platform/pagination";
import { assertPermitted } from "@/lib/platform/permissions";

/** The partner's own tickets by status and words, the newest activity first. Throws Forbidden, Invalid. */
export async function listTickets(ctx: PartnerContext, input: TicketQuery) {
  assertPermitted(ctx, "tickets:read");
  const rows = await ctx.db.ticket.findMany({
    where: await listWhere(ctx.db, { partnerId: ctx.partnerId }, input, decodeCursor(input.cursor)),
    include: LAST_MESSAGE,
    orderBy: BY_ACTIVITY,
    take: input.limit + 1,
  });
  return page(rows.map(presentSummary), input.limit);
}
