import { findEvent } from "@/lib/events/events/find-event";
import { roomOf } from "@/lib/events/registrations/lock-seats";
import { REGISTRATION_STATUSES, type RegistrationStatus } from "@/lib/events/registrations/seat-machine";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** How the seats of an event stand. */
export interface SeatSummary {
  capacity: number | null;
  /** Attendees of all pools: each has a seat. */
  taken: number;
  /** Held for people who were offered one. */
  held: number;
  /** Below zero where the organizer brought more people than have room. */
  free: number;
  /** How many registrations there are in each state. */
  registrations: Record<RegistrationStatus, number>;
}

/** How the seats of one of the caller's events stand. Throws NotFound. */
export async function getSeats(
  ctx: PartnerContext,
  { event_id }: { event_id: string },
): Promise<SeatSummary> {
  assertPermitted(ctx, "events:read");
  const event = await findEvent(ctx, ctx.db, event_id);
  const where = { eventId: event.id, partnerId: ctx.partnerId };
  const taken = await ctx.db.eventAttendee.count({ where });
  const counted = await ctx.db.registration.groupBy({ by: ["status"], where, _count: true });
  const countOf = (status: RegistrationStatus) => counted.find((row) => row.status === status)?._count ?? 0;
  const held = countOf("offered");
  return {
    capacity: event.capacity,
    taken,
    held,
    free: roomOf({ event }) - taken - held,
    registrations: Object.fromEntries(
      REGISTRATION_STATUSES.map((status) => [status, countOf(status)]),
    ) as Record<RegistrationStatus, number>,
  };
}
