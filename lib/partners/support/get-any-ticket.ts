import { findAnyTicket } from "@/lib/partners/support/find-ticket";
import { presentAnyTicket } from "@/lib/partners/support/present-ticket";
import type { AnyTicket, TicketId } from "@/lib/partners/support/schemas";
import type { AdminContext } from "@/lib/platform/context";
import { assertAdmin } from "@/lib/platform/permissions";

/** Any partner's ticket with its conversation, oldest message first. Throws NotFound. For staff. */
export async function getAnyTicket(ctx: AdminContext, input: TicketId): Promise<AnyTicket> {
  assertAdmin(ctx);
  return presentAnyTicket(await findAnyTicket(ctx.db, input.ticket_id));
}
