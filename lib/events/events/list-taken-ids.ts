import type { Taken } from "@/lib/events/events/attendee-table";
import { findEvent } from "@/lib/events/events/find-event";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * The ids and addresses that an event's attendees have, so that a table can be checked before it is sent. Ids that we gave
 * are left out, because no table holds them. Throws NotFound.
 */
export async function listTakenIds(
  ctx: PartnerContext,
  { event_id }: { event_id: string },
): Promise<Taken & { attendees: number }> {
  assertPermitted(ctx, "events:write");
  const event = await findEvent(ctx, ctx.db, event_id);
  const rows = await ctx.db.eventAttendee.findMany({
    where: { eventId: event.id, partnerId: ctx.partnerId },
    select: { id: true, externalId: true, email: true },
  });
  return {
    attendees: rows.length,
    external_ids: rows.flatMap(({ id, externalId }) => (externalId === id ? [] : [externalId])),
    emails: rows.flatMap(({ email }) => (email === null ? [] : [email])),
  };
}
