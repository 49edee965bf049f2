import type { PublicEvent } from "@/lib/events/discovery/present-public-event";

/** An evening as everyone sees it, for what is written from one. */
export function publicEvent(change: Partial<PublicEvent> = {}): PublicEvent {
  return {
    id: "01900000-0000-7000-8000-000000000001",
    name: "Lantern evening",
    description: "Bring a question.",
    organizer: "Café Central",
    startsAt: new Date("2027-02-14T18:30:00.000Z"),
    endsAt: new Date("2027-02-14T21:30:00.000Z"),
    timeZone: "Europe/Berlin",
    localStartsAt: "2027-02-14T19:30:00",
    localEndsAt: "2027-02-14T22:30:00",
    venue: "Lantern Hall",
    address: "1 Example Street",
    city: "Berlin",
    priceLabel: "€15",
    sponsor: null,
    preMatched: false,
    unlisted: false,
    state: "coming",
    cancelReason: null,
    registration: "open",
    confirmHours: null,
    registered: 3,
    waiting: 0,
    seatsLeft: 57,
    createdAt: new Date("2027-01-01T10:00:00.000Z"),
    updatedAt: new Date("2027-01-01T10:00:00.000Z"),
    ...change,
  };
}
