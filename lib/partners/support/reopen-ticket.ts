import { findTicket, lockTicket } from "@/lib/partners/support/find-ticket";
import { presentTicket } from "@/lib/partners/support/present-ticket";
import type { Ticket, TicketId } from "@/lib/partners/support/schemas";
import { moveTicket } from "@/lib/partners/support/write-message";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { assertPermitted } from "@/lib/platform/permissions";

/** Opens a solved or closed ticket of the partner's own again. Throws Forbidden, NotFound. */
export async function reopenTicket(ctx: PartnerContext, input: TicketId): Promise<Ticket> {
  assertPermitted(ctx, "tickets:write");
  return transaction(ctx, async (tx) => {
    await lockTicket(tx, input.ticket_id);
    const ticket = await findTicket(ctx, tx, input.ticket_id);
    if (ticket.status !== "waiting") await moveTicket(ctx, tx, ticket, "open");
    return presentTicket(await findTicket(ctx, tx, ticket.id));
  });
}
