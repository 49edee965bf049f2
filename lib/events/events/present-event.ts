import type { Attendee, Event } from "@/lib/events/events/schemas";
import { localTime } from "@/lib/events/events/zoned-time";
import type { PartnerContext } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";
import type { NewEvent } from "@/lib/platform/events";
import type { EventAttendee as AttendeeRow, Event as EventRow } from "@/lib/platform/prisma/client";

/** How many people an event has, and how many of them can be matched. */
interface Counts {
  attendees: number;
  withTraits: number;
}

async function countAttendees(
  ctx: PartnerContext,
  db: Db,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, Counts>> {
  const rows = await db.$queryRaw<({ id: string } & Counts)[]>`
    SELECT event_id AS id, count(*)::int AS attendees, count(traits_source)::int AS "withTraits"
    FROM event_attendees WHERE partner_id = ${ctx.partnerId}::uuid AND event_id = ANY (${[...eventIds]}::uuid[])
    GROUP BY event_id`;
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

/** Events as they stand in replies, in their order. */
export async function presentEvents(
  ctx: PartnerContext,
  db: Db,
  rows: readonly EventRow[],
): Promise<Event[]> {
  const ids = rows.map(({ id }) => id);
  const counts = rows.length === 0 ? new Map<string, Counts>() : await countAttendees(ctx, db, ids);
  return rows.map((row) => shown(row, counts.get(row.id) ?? { attendees: 0, withTraits: 0 }));
}

export async function presentEvent(ctx: PartnerContext, db: Db, row: EventRow): Promise<Event> {
  const counts = await countAttendees(ctx, db, [row.id]);
  return shown(row, counts.get(row.id) ?? { attendees: 0, withTraits: 0 });
}

function shown(row: EventRow, { attendees, withTraits }: Counts): Event {
  return {
    id: row.id,
    mode: row.mode,
    name: row.name,
    description: row.description,
    starts_at: row.startsAt.toISOString(),
    ends_at: row.endsAt.toISOString(),
    time_zone: row.timeZone,
    local_starts_at: localTime(row.startsAt, row.timeZone),
    local_ends_at: localTime(row.endsAt, row.timeZone),
    venue: row.venue,
    address: row.address,
    city: row.city,
    capacity: row.capacity,
    price_label: row.priceLabel,
    sponsor_badge: row.sponsorBadge,
    visibility: row.visibility,
    registration: row.registration,
    confirm_hours: row.confirmHours,
    status: row.status,
    attendee_count: attendees,
    attendees_with_traits: withTraits,
    published_at: row.publishedAt?.toISOString() ?? null,
    matched_at: row.matchedAt?.toISOString() ?? null,
    finished_at: row.finishedAt?.toISOString() ?? null,
    cancelled_at: row.cancelledAt?.toISOString() ?? null,
    cancel_reason: row.cancelReason,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

/** What webhooks say of an event. */
export function eventData(row: EventRow): NewEvent["data"] {
  return {
    event_id: row.id,
    mode: row.mode,
    name: row.name,
    starts_at: row.startsAt.toISOString(),
    ends_at: row.endsAt.toISOString(),
    time_zone: row.timeZone,
    visibility: row.visibility,
    status: row.status,
  };
}

/** An attendee as the organizer sees them: never a trait. */
export function presentAttendee(row: Omit<AttendeeRow, "traits" | "standardErrors">): Attendee {
  return {
    id: row.id,
    event_id: row.eventId,
    external_id: row.externalId,
    pool: row.pool,
    name: row.name,
    email: row.email,
    group: row.group,
    seeks: row.seeks.length === 0 ? null : row.seeks,
    has_traits: row.traitsSource !== null,
    invited_at: row.invitedAt?.toISOString() ?? null,
    answered_at: row.answeredAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
