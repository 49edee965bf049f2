import type { PartnerContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";

/**
 * The caller's context in the mode of one of their events. A page's address names an event and not its mode, and verbs
 * find only events of the caller's. Throws NotFound.
 */
export async function inModeOfEvent(ctx: PartnerContext, eventId: string): Promise<PartnerContext> {
  const row = await ctx.db.event.findUnique({
    where: { id: eventId, partnerId: ctx.partnerId },
    select: { mode: true },
  });
  if (row === null) throw new NotFound("event");
  return { ...ctx, mode: row.mode };
}

/** A verb of an event, called in the event's mode whatever the caller's is. For server actions. */
export function inItsMode<I extends { event_id: string }, T>(
  verb: (ctx: PartnerContext, input: I) => Promise<T>,
): (ctx: PartnerContext, input: I) => Promise<T> {
  return async (ctx, input) => verb(await inModeOfEvent(ctx, input.event_id), input);
}
