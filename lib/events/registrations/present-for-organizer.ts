import { isAsked } from "@/lib/events/registrations/deadlines";
import { type LinePlace, placesInLine } from "@/lib/events/registrations/line";
import type { Registration } from "@/lib/events/registrations/schemas";
import type { Db } from "@/lib/platform/db";
import type { Event as EventRow, Registration as RegistrationRow } from "@/lib/platform/prisma/client";

/** Registrations of one event as its organizer sees them, in their order. */
export async function presentForOrganizer(
  db: Db,
  event: EventRow,
  rows: readonly RegistrationRow[],
): Promise<Registration[]> {
  const waits = rows.some(({ status }) => status === "waiting");
  const places = waits
    ? await placesInLine(db, { eventId: event.id, partnerId: event.partnerId })
    : new Map<string, LinePlace>();
  return rows.map((row) => shown(event, row, places.get(row.id)));
}

function shown(event: EventRow, row: RegistrationRow, place: LinePlace | undefined): Registration {
  const asked = row.status === "registered" && isAsked(row.askedAt, event);
  return {
    id: row.id,
    event_id: row.eventId,
    status: row.status,
    name: row.name,
    group: row.group,
    seeks: row.seeks.length === 0 ? null : row.seeks,
    friends_group_id: row.groupId,
    attendee_id: row.attendeeId,
    friends_in_line: place?.party ?? 0,
    place_in_line: place?.place ?? null,
    offered_until: iso(earlier(row.offeredUntil, event.startsAt)),
    asked_at: asked ? iso(row.askedAt) : null,
    confirm_until: asked ? iso(earlier(row.confirmUntil, event.startsAt)) : null,
    confirmed_at: iso(row.confirmedAt),
    ended_at: iso(row.endedAt),
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

/** No deadline is past the start, wherever that was moved since. */
export function earlier(at: Date | null, start: Date): Date | null {
  return at === null || at <= start ? at : start;
}

export function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
