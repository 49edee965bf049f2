import { findEvent } from "@/lib/events/events/find-event";
import { presentForOrganizer } from "@/lib/events/registrations/present-for-organizer";
import type { ListRegistrationsQuery } from "@/lib/events/registrations/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { decodeCursor, page } from "@/lib/platform/pagination";
import { assertPermitted } from "@/lib/platform/permissions";

/** The registrations of one of the caller's events, in the order in which people first registered. Throws NotFound, Invalid. */
export async function listRegistrations(
  ctx: PartnerContext,
  { event_id, status, limit, cursor }: ListRegistrationsQuery & { event_id: string },
) {
  assertPermitted(ctx, "events:read");
  const after = decodeCursor(cursor);
  const event = await findEvent(ctx, ctx.db, event_id);
  const rows = await ctx.db.registration.findMany({
    where: {
      eventId: event.id,
      partnerId: ctx.partnerId,
      mode: ctx.mode,
      ...(status === undefined ? {} : { status }),
      ...(after === undefined ? {} : { id: { gt: after } }),
    },
    orderBy: { id: "asc" },
    take: limit + 1,
  });
  return page(await presentForOrganizer(ctx.db, event, rows), limit);
}
