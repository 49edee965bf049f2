import { findEvent } from "@/lib/events/events/find-event";
import type { PartnerContext } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";

export interface AttendeeRef {
  event_id: string;
  attendee_id: string;
}

/** What is read of an attendee for the organizer: traits are for the matching alone. */
export const WITHOUT_TRAITS = { traits: true, standardErrors: true } as const;

/** One attendee of one of the caller's own events, without traits. Another's and a missing one are the same NotFound. */
export async function findAttendee(ctx: PartnerContext, db: Db, { event_id, attendee_id }: AttendeeRef) {
  const event = await findEvent(ctx, db, event_id);
  const row = await db.eventAttendee.findUnique({
    where: { id: attendee_id, eventId: event.id, partnerId: ctx.partnerId },
    omit: WITHOUT_TRAITS,
  });
  if (row === null) throw new NotFound("attendee");
  return row;
}
