import { findAnyTicket, lockTicket } from "@/lib/partners/support/find-ticket";
import { presentAnyTicket } from "@/lib/partners/support/present-ticket";
import type { AnyTicket, SetTicketStatus } from "@/lib/partners/support/schemas";
import { moveTicket } from "@/lib/partners/support/write-message";
import type { AdminContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { assertAdmin } from "@/lib/platform/permissions";

/** Moves any partner's ticket to a status; where it is there already nothing happens. Throws NotFound. For staff. */
export async function setTicketStatus(ctx: AdminContext, input: SetTicketStatus): Promise<AnyTicket> {
  assertAdmin(ctx);
  return transaction(ctx, async (tx) => {
    await lockTicket(tx, input.ticket_id);
    const ticket = await findAnyTicket(tx, input.ticket_id);
    await moveTicket(ctx, tx, ticket, input.status);
    return presentAnyTicket(await findAnyTicket(tx, ticket.id));
  });
}
