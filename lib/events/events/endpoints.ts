import { z } from "zod";
import { csvBody } from "@/lib/api/bodies";
import { endpoint } from "@/lib/api/endpoint";
import { csvReply } from "@/lib/api/replies";
import {
  AddedAttendees,
  Attendee,
  AttendeeCsvRow,
  AttendeePath,
  AttendeeRow,
  Attendees,
  CancelEvent,
  CreateAttendees,
  CreateEvent,
  Event,
  EventPath,
  Events,
  ListEventsQuery,
  MAX_ATTENDEES,
  UpdateAttendee,
  UpdateEvent,
} from "@/lib/events/events/schemas";
import { PageQuery } from "@/lib/platform/pagination";

const eventTag = { tag: "Events" };
const attendeeTag = { tag: "Attendees" };
const reads = { auth: "partner", scope: "events:read" } as const;
const writes = { auth: "partner", scope: "events:write" } as const;
const MAX_BYTES = 8 * 1_048_576;

export const createEventEndpoint = endpoint({
  ...eventTag,
  ...writes,
  method: "POST",
  path: "/v1/events",
  operationId: "createEvent",
  summary: "Create an event",
  description:
    "A draft that only you see. A live key creates live events, a test key test events, which no guest ever sees.",
  idempotent: true,
  body: CreateEvent,
  reply: Event,
  status: 201,
  example: {
    name: "Valentine mixer",
    starts_at: "2027-02-14T19:30:00",
    ends_at: "2027-02-14T22:30:00",
    time_zone: "Europe/Berlin",
    venue: "Café Central",
    city: "Berlin",
    capacity: 60,
    price_label: "€15",
  },
  problems: ["email_unverified", "too_many_events"],
});

export const listEventsEndpoint = endpoint({
  ...eventTag,
  ...reads,
  method: "GET",
  path: "/v1/events",
  operationId: "listEvents",
  summary: "List your events",
  description: "Those created last come first. A live key sees live events, a test key test events.",
  query: ListEventsQuery,
  reply: Events,
  status: 200,
});

export const getEventEndpoint = endpoint({
  ...eventTag,
  ...reads,
  method: "GET",
  path: "/v1/events/{event_id}",
  operationId: "getEvent",
  summary: "Read an event",
  params: EventPath,
  reply: Event,
  status: 200,
});

export const updateEventEndpoint = endpoint({
  ...eventTag,
  ...writes,
  method: "PATCH",
  path: "/v1/events/{event_id}",
  operationId: "updateEvent",
  summary: "Change an event",
  description:
    "What is left out stays, and null clears. Another `time_zone` alone changes no moment: send the times too if the wall clock is to stay. The start of a published event stays once it has begun or five guests were checked in.",
  params: EventPath,
  body: UpdateEvent,
  reply: Event,
  status: 200,
  example: { capacity: 80 },
  problems: ["event_closed"],
});

export const publishEventEndpoint = endpoint({
  ...eventTag,
  ...writes,
  method: "POST",
  path: "/v1/events/{event_id}/publish",
  operationId: "publishEvent",
  summary: "Publish an event",
  description:
    "Needs a venue, a city, a capacity and a start in the future. A live event uses one of your event passes; a test event needs none. Publishing again changes nothing.",
  idempotent: true,
  params: EventPath,
  reply: Event,
  status: 200,
  problems: ["event_pass_required", "event_not_ready", "event_closed"],
});

export const cancelEventEndpoint = endpoint({
  ...eventTag,
  ...writes,
  method: "POST",
  path: "/v1/events/{event_id}/cancel",
  operationId: "cancelEvent",
  summary: "Cancel an event",
  description: "For good. Cancelling again changes nothing.",
  idempotent: true,
  params: EventPath,
  body: CancelEvent,
  reply: Event,
  status: 200,
  example: { reason: "The venue is closed that evening." },
  problems: ["event_closed"],
});

export const createAttendeesEndpoint = endpoint({
  ...attendeeTag,
  ...writes,
  method: "POST",
  path: "/v1/events/{event_id}/attendees",
  operationId: "createAttendees",
  summary: "Add attendees",
  description:
    "All of them or none: `errors` names every bad field. Each needs an external_id, a name or an email, and no id or address twice in one event. Traits go in and are never shown again. The body may have 8 MB.",
  idempotent: true,
  maxBodyBytes: MAX_BYTES,
  params: EventPath,
  body: CreateAttendees,
  bareArray: "attendees",
  reply: AddedAttendees,
  status: 201,
  example: {
    attendees: [
      { external_id: "guest-1", name: "Ada", group: "women", seeks: ["men"], traits: Array(32).fill(0.5) },
      { external_id: "guest-2", name: "Ben", email: "ben@example.com", group: "men" },
    ],
  },
  problems: ["event_closed", "too_many_attendees"],
});

export const listAttendeesEndpoint = endpoint({
  ...attendeeTag,
  ...reads,
  method: "GET",
  path: "/v1/events/{event_id}/attendees",
  operationId: "listAttendees",
  summary: "List attendees",
  description:
    "In the order in which they were added. Their traits are not shown, only whether there are any.",
  params: EventPath,
  query: PageQuery,
  reply: Attendees,
  status: 200,
});

export const importAttendeesEndpoint = endpoint({
  ...attendeeTag,
  ...writes,
  method: "POST",
  path: "/v1/events/{event_id}/attendees.csv",
  operationId: "importAttendees",
  summary: "Add attendees from a table",
  description: `The same from CSV in UTF-8, separated by commas: at most ${MAX_ATTENDEES.toLocaleString("en-US")} rows and 8 MB. Each known trait has a column of its own; leave columns out that you do not use. All rows are added or none: \`errors\` names each bad cell by its row, counted from 0 below the line of names.`,
  idempotent: true,
  maxBodyBytes: MAX_BYTES,
  params: EventPath,
  body: csvBody(AttendeeRow, MAX_ATTENDEES),
  reply: AddedAttendees,
  status: 201,
  example: "name,email,group,seeks\nAda,ada@example.com,women,men\nBen,ben@example.com,men,women;men\n",
  problems: ["event_closed", "too_many_attendees"],
});

export const exportAttendeesEndpoint = endpoint({
  ...attendeeTag,
  ...reads,
  method: "GET",
  path: "/v1/events/{event_id}/attendees.csv",
  operationId: "exportAttendees",
  summary: "Download attendees as a table",
  description: "All of them as CSV, without traits. No cell can be taken for a formula.",
  params: EventPath,
  reply: csvReply(AttendeeCsvRow),
  status: 200,
});

export const getAttendeeEndpoint = endpoint({
  ...attendeeTag,
  ...reads,
  method: "GET",
  path: "/v1/events/{event_id}/attendees/{attendee_id}",
  operationId: "getAttendee",
  summary: "Read an attendee",
  params: AttendeePath,
  reply: Attendee,
  status: 200,
});

export const updateAttendeeEndpoint = endpoint({
  ...attendeeTag,
  ...writes,
  method: "PATCH",
  path: "/v1/events/{event_id}/attendees/{attendee_id}",
  operationId: "updateAttendee",
  summary: "Change an attendee",
  description: "What is left out stays, and null clears. New traits replace the old ones with their errors.",
  params: AttendeePath,
  body: UpdateAttendee,
  reply: Attendee,
  status: 200,
  example: { group: "women" },
  problems: ["event_closed", "traits_of_person", "address_of_person"],
});

export const deleteAttendeeEndpoint = endpoint({
  ...attendeeTag,
  ...writes,
  method: "DELETE",
  path: "/v1/events/{event_id}/attendees/{attendee_id}",
  operationId: "deleteAttendee",
  summary: "Remove an attendee",
  description: "With all that is kept about them, also when the event is over.",
  params: AttendeePath,
  reply: z.undefined(),
  status: 204,
});
