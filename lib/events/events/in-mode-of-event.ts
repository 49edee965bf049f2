import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * The caller's context in the mode of one of their events. An address names an event and not its mode, and verbs find only
 * events of the caller's. Where there is no such event the context stays as it is, and the verb says so.
 */
export async function inModeOfEvent(ctx: PartnerContext, eventId: string): Promise<PartnerContext> {
  assertPermitted(ctx, "events:read");
  const row = await ctx.db.event.findUnique({
    where: { id: eventId, partnerId: ctx.partnerId },
    select: { mode: true },
  });
  return row === null ? ctx : { ...ctx, mode: row.mode };
}

/** A verb about one event that acts in the event's mode, whatever the caller's is. For server actions. */
export function inItsMode<I extends { event_id: string }, T>(
  verb: (ctx: PartnerContext, input: I) => Promise<T>,
): (ctx: PartnerContext, input: I) => Promise<T> {
  return async (ctx, input) => verb(await inModeOfEvent(ctx, input.event_id), input);
}
