import { localTime } from "@/lib/events/events/zoned-time";
import { isAsked } from "@/lib/events/registrations/deadlines";
import { friendsToken } from "@/lib/events/registrations/friends-token";
import { placeInLine } from "@/lib/events/registrations/line";
import { earlier, iso } from "@/lib/events/registrations/present-for-organizer";
import { LIVE, type RegistrationStatus } from "@/lib/events/registrations/seat-machine";
import type { Db } from "@/lib/platform/db";
import type { Event as EventRow, Registration as RegistrationRow } from "@/lib/platform/prisma/client";

/** A friend of the same group, as the others see them. */
export interface Friend {
  name: string;
  status: RegistrationStatus;
}

/** A registration as its own person sees it. Times are RFC 3339 in UTC. */
export interface OwnRegistration {
  id: string;
  event_id: string;
  status: RegistrationStatus;
  name: string;
  group: string | null;
  seeks: string[];
  agrees_to_match: boolean;
  agrees_to_preview: boolean;
  /** 1 for the next. Friends who wait together have one place. Null for who is not in line. */
  place_in_line: number | null;
  /** Until when a seat is held for them. */
  offered_until: string | null;
  /** When they were asked whether they are coming, and until when they may answer. Null where no answer is awaited. */
  asked_at: string | null;
  confirm_until: string | null;
  confirmed_at: string | null;
  ended_at: string | null;
  /** Their seat, while they have one. */
  attendee_id: string | null;
  /** The others of their group whose registrations have not ended. */
  friends: Friend[];
  /** The place of the last friend, where they wait behind the person and not together with them. Else null. */
  friends_place: number | null;
  /** For the link that friends join by, `/events/{event_id}?friends={friends_token}`. Null before they asked for one. */
  friends_token: string | null;
  created_at: string;
}

/** What a list of one's registrations says of each event. */
export interface RegisteredEvent {
  id: string;
  name: string;
  starts_at: string;
  ends_at: string;
  time_zone: string;
  local_starts_at: string;
  local_ends_at: string;
  venue: string | null;
  city: string | null;
  status: EventRow["status"];
  cancel_reason: string | null;
}

export async function presentOwn(db: Db, event: EventRow, row: RegistrationRow): Promise<OwnRegistration> {
  const answerAwaited = row.status === "registered" && isAsked(row.askedAt, event);
  return {
    id: row.id,
    event_id: row.eventId,
    status: row.status,
    name: row.name,
    group: row.group,
    seeks: row.seeks,
    agrees_to_match: row.agreesToMatch,
    agrees_to_preview: row.agreesToPreview,
    place_in_line: await placeInLine(db, row),
    offered_until: row.status === "offered" ? iso(earlier(row.offeredUntil, event.startsAt)) : null,
    asked_at: answerAwaited ? iso(row.askedAt) : null,
    confirm_until: answerAwaited ? iso(earlier(row.confirmUntil, event.startsAt)) : null,
    confirmed_at: iso(row.confirmedAt),
    ended_at: iso(row.endedAt),
    attendee_id: row.attendeeId,
    friends: await listFriends(db, row),
    friends_place: await placeOfLastFriend(db, row),
    friends_token: row.groupId === null ? null : friendsToken(row.groupId),
    created_at: row.createdAt.toISOString(),
  };
}

export function presentRegisteredEvent(event: EventRow): RegisteredEvent {
  return {
    id: event.id,
    name: event.name,
    starts_at: event.startsAt.toISOString(),
    ends_at: event.endsAt.toISOString(),
    time_zone: event.timeZone,
    local_starts_at: localTime(event.startsAt, event.timeZone),
    local_ends_at: localTime(event.endsAt, event.timeZone),
    venue: event.venue,
    city: event.city,
    status: event.status,
    cancel_reason: event.cancelReason,
  };
}

async function listFriends(db: Db, row: RegistrationRow): Promise<Friend[]> {
  if (row.groupId === null) return [];
  const friends = await db.registration.findMany({
    where: {
      groupId: row.groupId,
      eventId: row.eventId,
      partnerId: row.partnerId,
      id: { not: row.id },
      status: { in: [...LIVE] },
    },
    orderBy: { id: "asc" },
    select: { name: true, status: true },
  });
  return friends;
}

async function placeOfLastFriend(db: Db, row: RegistrationRow): Promise<number | null> {
  if (row.groupId === null || row.status !== "waiting" || row.queuedAt === null) return null;
  const last = await db.registration.findFirst({
    where: {
      groupId: row.groupId,
      eventId: row.eventId,
      partnerId: row.partnerId,
      status: "waiting",
      queuedAt: { gt: row.queuedAt },
    },
    orderBy: { queuedAt: "desc" },
  });
  return last === null ? null : placeInLine(db, last);
}
