import type { TicketId } from "@/lib/partners/support/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Notes that somebody of the partner's looks at the conversation; an admin who looks through their eyes does not
 * count. Throws Forbidden, NotFound.
 */
export async function markTicketSeen(ctx: PartnerContext, input: TicketId): Promise<void> {
  assertPermitted(ctx, "tickets:read");
  if (ctx.actor.type === "user" && ctx.actor.impersonatorId !== undefined) return;
  const { count } = await ctx.db.ticket.updateMany({
    where: { id: input.ticket_id, partnerId: ctx.partnerId },
    data: { seenAt: ctx.clock.now() },
  });
  if (count === 0) throw new NotFound("ticket");
}
