import { findEvent } from "@/lib/events/events/find-event";
import type { EventPath } from "@/lib/events/pairing/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** One attendee as they are named where two are chosen. */
export interface ListedGuest {
  id: string;
  name: string | null;
  /** Whether a run may seat them: their traits are known, or they registered and may have answered. */
  may_be_matched: boolean;
  /** Whether they answer for themselves: these meet each other only, and from five on. */
  answers_themselves: boolean;
}

/** All attendees of an event by name, to choose from. Throws Forbidden, NotFound. */
export async function listGuests(ctx: PartnerContext, { event_id }: EventPath): Promise<ListedGuest[]> {
  assertPermitted(ctx, "events:read");
  const event = await findEvent(ctx, ctx.db, event_id);
  const rows = await ctx.db.eventAttendee.findMany({
    where: { eventId: event.id, partnerId: ctx.partnerId },
    select: { externalId: true, name: true, traitsSource: true, pool: true },
    orderBy: [{ name: "asc" }, { externalId: "asc" }],
  });
  return rows.map(({ externalId, name, traitsSource, pool }) => ({
    id: externalId,
    name,
    may_be_matched: traitsSource !== null || pool === "site",
    answers_themselves: traitsSource === "person" || pool === "site",
  }));
}
