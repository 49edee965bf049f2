import { WITHOUT_TRAITS } from "@/lib/events/events/find-attendee";
import { findEvent } from "@/lib/events/events/find-event";
import { presentAttendee } from "@/lib/events/events/present-event";
import type { PartnerContext } from "@/lib/platform/context";
import { decodeCursor, type PageQuery, page } from "@/lib/platform/pagination";
import { assertPermitted } from "@/lib/platform/permissions";

/** The attendees of one event, without traits, in the order in which they were added. Throws NotFound, Invalid. */
export async function listAttendees(
  ctx: PartnerContext,
  { event_id, limit, cursor }: PageQuery & { event_id: string },
) {
  assertPermitted(ctx, "events:read");
  const after = decodeCursor(cursor);
  const event = await findEvent(ctx, ctx.db, event_id);
  const rows = await ctx.db.eventAttendee.findMany({
    where: {
      eventId: event.id,
      partnerId: ctx.partnerId,
      ...(after === undefined ? {} : { id: { gt: after } }),
    },
    orderBy: { id: "asc" },
    take: limit + 1,
    omit: WITHOUT_TRAITS,
  });
  return page(rows.map(presentAttendee), limit);
}
