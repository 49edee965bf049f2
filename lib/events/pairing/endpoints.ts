import { endpoint } from "@/lib/api/endpoint";
import { laterReply } from "@/lib/api/replies";
import {
  EventMatch,
  EventPath,
  MAX_ATTENDEES,
  MatchEvent,
  Matches,
  MatchesQuery,
  MatchRun,
  RunPath,
} from "@/lib/events/pairing/schemas";

/** The attendees of a body that has not been checked yet. */
function attendeeCount(body: unknown): number {
  return typeof body === "object" &&
    body !== null &&
    "attendee_traits" in body &&
    Array.isArray(body.attendee_traits)
    ? body.attendee_traits.length
    : 1;
}

const exampleTraits = (value: number) => Array.from({ length: 32 }, () => value);

export const matchEventEndpoint = endpoint({
  method: "POST",
  path: "/v1/events/match",
  tag: "Matching",
  operationId: "matchEvent",
  summary: "Match the attendees of an event",
  description:
    "All pairs of attendees who may meet and score at least the threshold, best first. The pairs that come back are stored with the event and replace those of the match before. Takes one call of the minute and as many of the day as there are attendees, and costs a unit for each pair that is scored; in an event with a pass, pairs cost nothing. Up to 500 attendees are matched at once. Above that, or with `Prefer: respond-async`, the call answers 202, and the run at `status_url` has its progress and in the end the result. The body may have 8 MB.",
  auth: "partner",
  scope: "events:write",
  limitClass: "calls",
  idempotent: true,
  maxBodyBytes: 8 * 1_048_576,
  body: MatchEvent,
  reply: laterReply(EventMatch),
  status: 200,
  // More than can be matched are refused for their number, so they take one call.
  dayCost: (body) => {
    const attendees = attendeeCount(body);
    return attendees > MAX_ATTENDEES ? 1 : Math.max(1, attendees);
  },
  // What a job scores is charged for when it has finished.
  billableUnits: (reply: { billable_units: number } | undefined) => reply?.billable_units ?? 0,
  example: {
    event_id: "0192f3c1-7d5a-7c3e-9b1a-2f4d6e8a0c11",
    attendee_traits: [
      { id: "ada", traits: exampleTraits(0.5), group: "a", seeks: ["b"] },
      { id: "ben", traits: exampleTraits(0.6), group: "b", seeks: ["a"] },
    ],
    threshold: 0.6,
  },
  problems: ["event_closed", "match_in_progress", "matching_busy", "matching_interrupted"],
});

export const listMatchesEndpoint = endpoint({
  method: "GET",
  path: "/v1/events/{event_id}/matches",
  tag: "Matching",
  operationId: "listMatches",
  summary: "List the matches of an event",
  description: "The stored pairs of the last match that finished, best first.",
  auth: "partner",
  scope: "events:read",
  params: EventPath,
  query: MatchesQuery,
  reply: Matches,
  status: 200,
});

export const getMatchRunEndpoint = endpoint({
  method: "GET",
  path: "/v1/events/{event_id}/runs/{run_id}",
  tag: "Matching",
  operationId: "getMatchRun",
  summary: "Read a match run",
  description: "How far a match is that runs as a job, and its result once it has finished.",
  auth: "partner",
  scope: "events:read",
  params: RunPath,
  reply: MatchRun,
  status: 200,
});

export const cancelMatchRunEndpoint = endpoint({
  method: "POST",
  path: "/v1/events/{event_id}/runs/{run_id}/cancel",
  tag: "Matching",
  operationId: "cancelMatchRun",
  summary: "Cancel a match run",
  description: "Ends a run that waits or works. Nothing of it is stored or charged.",
  auth: "partner",
  scope: "events:write",
  params: RunPath,
  reply: MatchRun,
  status: 200,
  problems: ["run_ended"],
});
