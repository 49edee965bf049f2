import { endpoint } from "@/lib/api/endpoint";
import { csvReply, laterReply } from "@/lib/api/replies";
import { EventAnalytics } from "@/lib/events/pairing/analytics-schemas";
import { PairRules, ReplacePairRules } from "@/lib/events/pairing/pair-rule-schemas";
import { ReportRow } from "@/lib/events/pairing/report-schemas";
import { Certificate, CreateSchedule, MAX_SCHEDULED, Schedule } from "@/lib/events/pairing/schedule-schemas";
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
    "All pairs of attendees who may meet and score at least the threshold, best first. The pairs that come back are stored with the event and replace those of the match before. Takes one call of the minute and as many of the day as there are attendees in the body, and costs a unit for each pair that is scored; in an event with a pass, pairs cost nothing. Up to 500 attendees are matched at once. Above that, or with `Prefer: respond-async`, the call answers 202, and the run at `status_url` has its progress and in the end the result. The body may have 8 MB.",
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
  problems: [
    "not_found",
    "event_closed",
    "match_in_progress",
    "too_few_attendees",
    "too_many_attendees",
    "pin_without_score",
    "matching_busy",
    "matching_interrupted",
  ],
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

export const createScheduleEndpoint = endpoint({
  method: "POST",
  path: "/v1/events/{event_id}/schedule",
  tag: "Matching",
  operationId: "createSchedule",
  summary: "Plan the rounds of an event",
  description:
    "Who meets whom in which round, in pairs or at tables of up to 8, so that no two people meet twice. One round of pairs is the best there is, and has a certificate that proves it. Takes one call of the day per attendee in the body, and costs a unit for each pair that is scored; in an event with a pass, pairs cost nothing. Up to 60 attendees are planned at once. Above that, or with `Prefer: respond-async`, the call answers 202.",
  auth: "partner",
  scope: "events:write",
  limitClass: "calls",
  idempotent: true,
  maxBodyBytes: 4 * 1_048_576,
  params: EventPath,
  body: CreateSchedule,
  reply: laterReply(Schedule),
  status: 200,
  dayCost: (body) => {
    const attendees = attendeeCount(body);
    return attendees > MAX_SCHEDULED ? 1 : Math.max(1, attendees);
  },
  billableUnits: (reply: { billable_units: number } | undefined) => reply?.billable_units ?? 0,
  example: {
    attendee_traits: [
      { id: "ada", traits: exampleTraits(0.5) },
      { id: "ben", traits: exampleTraits(0.6) },
    ],
    rounds: 1,
  },
  problems: [
    "event_closed",
    "match_in_progress",
    "too_few_attendees",
    "too_many_attendees",
    "no_schedule",
    "schedule_changed",
    "pin_without_score",
    "matching_busy",
    "matching_interrupted",
  ],
});

export const getScheduleEndpoint = endpoint({
  method: "GET",
  path: "/v1/events/{event_id}/schedule",
  tag: "Matching",
  operationId: "getSchedule",
  summary: "Read the schedule of an event",
  description: "The last schedule that was planned, and how each attendee fares.",
  auth: "partner",
  scope: "events:read",
  // As planning is, with which it shares its path: sums of calls tell paths apart, not methods.
  limitClass: "calls",
  params: EventPath,
  reply: Schedule,
  status: 200,
});

export const getCertificateEndpoint = endpoint({
  method: "GET",
  path: "/v1/events/{event_id}/schedule/certificate",
  tag: "Matching",
  operationId: "getScheduleCertificate",
  summary: "Read the certificate of a schedule",
  description:
    "The proof that no other pairing is better. With the attendees’ traits you can check it yourself, in twenty lines of code: see the guide on events.",
  auth: "partner",
  scope: "events:read",
  params: EventPath,
  reply: Certificate,
  status: 200,
});

export const listPairRulesEndpoint = endpoint({
  method: "GET",
  path: "/v1/events/{event_id}/pair-rules",
  tag: "Matching",
  operationId: "listPairRules",
  summary: "List the rules about pairs of an event",
  description: "Which stored attendees are to meet, and which are not to.",
  auth: "partner",
  scope: "events:read",
  params: EventPath,
  reply: PairRules,
  status: 200,
});

export const replacePairRulesEndpoint = endpoint({
  method: "PUT",
  path: "/v1/events/{event_id}/pair-rules",
  tag: "Matching",
  operationId: "replacePairRules",
  summary: "Replace the rules about pairs of an event",
  description:
    "Stored with the event for every match and schedule from then on in which both attendees take part. What a later call says of a pair goes before them. Both lists replace what was stored.",
  auth: "partner",
  scope: "events:write",
  params: EventPath,
  body: ReplacePairRules,
  reply: PairRules,
  status: 200,
  example: { pins: [["ada", "ben"]], forbids: [["ada", "cleo"]] },
  problems: ["event_closed"],
});

export const exportReportEndpoint = endpoint({
  method: "GET",
  path: "/v1/events/{event_id}/report.csv",
  tag: "Matching",
  operationId: "exportEventReport",
  summary: "Download how each attendee fares",
  description:
    "CSV, a row for each attendee of the last schedule: people met, byes, scores, envy, and three columns a round with the table, the ids of the others there, and the scores with them in the same order (separated by semicolons). Empty cells of a round are a bye. Without a schedule, a row for each attendee who is in a stored pair of the last match: `met` counts those pairs, and byes and envy are empty. `source` says which it is. No cell can be taken for a formula.",
  auth: "partner",
  scope: "events:read",
  params: EventPath,
  reply: csvReply(ReportRow),
  status: 200,
  problems: ["event_not_matched"],
});

export const getAnalyticsEndpoint = endpoint({
  method: "GET",
  path: "/v1/events/{event_id}/analytics",
  tag: "Matching",
  operationId: "getEventAnalytics",
  summary: "Read the figures of an event",
  description:
    "What is known before the guests meet: how many there are and can be matched, what the last match found, and how fair the last schedule is. Nothing is estimated. What is not known yet is null.",
  auth: "partner",
  scope: "events:read",
  params: EventPath,
  reply: EventAnalytics,
  status: 200,
});
