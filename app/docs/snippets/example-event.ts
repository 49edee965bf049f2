import type { Attendee, Event } from "@/lib/events/events/schemas";

const EVENT_ID = "01990000-0000-7000-8000-00000000000e";

/** An event as examples show it. */
export function exampleEvent(change: Partial<Event> = {}): Event {
  return {
    id: EVENT_ID,
    mode: "test",
    name: "Valentine mixer",
    description: null,
    starts_at: "2027-02-14T18:30:00.000Z",
    ends_at: "2027-02-14T21:30:00.000Z",
    time_zone: "Europe/Berlin",
    local_starts_at: "2027-02-14T19:30:00",
    local_ends_at: "2027-02-14T22:30:00",
    venue: "Café Central",
    address: null,
    city: "Berlin",
    capacity: 60,
    price_label: "€15",
    sponsor_badge: null,
    visibility: "public",
    registration: "open",
    confirm_hours: 48,
    status: "draft",
    attendee_count: 0,
    attendees_with_traits: 0,
    published_at: null,
    matched_at: null,
    finished_at: null,
    cancelled_at: null,
    cancel_reason: null,
    created_at: "2027-01-10T12:00:00.000Z",
    updated_at: "2027-01-10T12:00:00.000Z",
    ...change,
  };
}

export function exampleAttendee(change: Partial<Attendee> = {}): Attendee {
  return {
    id: "01990000-0000-7000-8000-00000000000a",
    event_id: EVENT_ID,
    external_id: "guest-1",
    pool: "api",
    name: "Ada",
    email: null,
    group: "women",
    seeks: ["men"],
    has_traits: true,
    invited_at: null,
    answered_at: null,
    created_at: "2027-01-10T12:00:00.000Z",
    updated_at: "2027-01-10T12:00:00.000Z",
    ...change,
  };
}
