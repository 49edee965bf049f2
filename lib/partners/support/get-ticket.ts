import { findTicket } from "@/lib/partners/support/find-ticket";
import { presentTicket } from "@/lib/partners/support/present-ticket";
import type { Ticket, TicketId } from "@/lib/partners/support/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** One of the partner's own tickets with its conversation, oldest message first. Throws Forbidden, NotFound. */
export async function getTicket(ctx: PartnerContext, input: TicketId): Promise<Ticket> {
  assertPermitted(ctx, "tickets:read");
  return presentTicket(await findTicket(ctx, ctx.db, input.ticket_id));
}
