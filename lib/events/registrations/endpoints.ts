import { endpoint } from "@/lib/api/endpoint";
import { EventPath } from "@/lib/events/events/schemas";
import {
  ListRegistrationsQuery,
  PromoteRegistration,
  Registration,
  RegistrationPath,
  Registrations,
} from "@/lib/events/registrations/schemas";

const registrationTag = { tag: "Registrations" };
const writes = { auth: "partner", scope: "events:write" } as const;

export const listRegistrationsEndpoint = endpoint({
  ...registrationTag,
  auth: "partner",
  scope: "events:read",
  method: "GET",
  path: "/v1/events/{event_id}/registrations",
  operationId: "listRegistrations",
  summary: "List registrations",
  description:
    "People who registered on the site, in the order in which they did. You see the first name that they chose, never an address or a trait. Test events have none, because no guest sees them.",
  params: EventPath,
  query: ListRegistrationsQuery,
  reply: Registrations,
  status: 200,
});

const changes = {
  ...registrationTag,
  ...writes,
  method: "POST",
  idempotent: true,
  params: RegistrationPath,
  reply: Registration,
  status: 200,
} as const;

export const approveRegistrationEndpoint = endpoint({
  ...changes,
  path: "/v1/events/{event_id}/registrations/{registration_id}/approve",
  operationId: "approveRegistration",
  summary: "Approve a registration",
  description:
    "Of a person who asked to come, or whom you declined before. They have a seat if one is free and no one waits, else they are last in line. Approving again changes nothing.",
  problems: ["event_closed", "event_started", "registration_moved_on", "seats_busy"],
});

export const declineRegistrationEndpoint = endpoint({
  ...changes,
  path: "/v1/events/{event_id}/registrations/{registration_id}/decline",
  operationId: "declineRegistration",
  summary: "Decline a registration",
  description:
    "In any state that is not an end. A seat goes to the next in line, and the person cannot register for this event again. Declining again changes nothing.",
  problems: ["event_closed", "event_started", "registration_moved_on", "seats_busy"],
});

export const promoteRegistrationEndpoint = endpoint({
  ...changes,
  path: "/v1/events/{event_id}/registrations/{registration_id}/promote",
  operationId: "promoteRegistration",
  summary: "Give a person in line a seat",
  description:
    "Wherever they stand, and with them all friends who wait with them. Needs a free seat for each, or `add_seats`. A person who has a seat keeps it.",
  body: PromoteRegistration,
  example: { add_seats: true },
  problems: ["event_closed", "event_started", "registration_moved_on", "seats_busy", "no_free_seat"],
});

export const releaseRegistrationEndpoint = endpoint({
  ...changes,
  path: "/v1/events/{event_id}/registrations/{registration_id}/release",
  operationId: "releaseRegistration",
  summary: "Release a seat",
  description:
    "A seat that a person has, or that is held for them, goes to the next in line. They may register again. Releasing again changes nothing.",
  problems: ["event_closed", "event_started", "registration_moved_on", "seats_busy"],
});
