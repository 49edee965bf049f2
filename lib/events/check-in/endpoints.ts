import { endpoint } from "@/lib/api/endpoint";
import { MAX_CHECK_INS } from "@/lib/events/check-in/limits";
import { CheckIns, RecordCheckIns, RecordedCheckIns } from "@/lib/events/check-in/schemas";
import { EventPath } from "@/lib/events/events/schemas";
import { PageQuery } from "@/lib/platform/pagination";

const tag = "Check-in";

export const listCheckInsEndpoint = endpoint({
  tag,
  auth: "partner",
  scope: "events:read",
  method: "GET",
  path: "/v1/events/{event_id}/check-ins",
  operationId: "listCheckIns",
  summary: "List check-ins",
  description:
    "What happened at the doors, the last first, with what was taken back. An attendee is there if the last check-in that counts is an `in`.",
  params: EventPath,
  query: PageQuery,
  reply: CheckIns,
  status: 200,
});

export const recordCheckInsEndpoint = endpoint({
  tag,
  auth: "partner",
  scope: "events:write",
  method: "POST",
  path: "/v1/events/{event_id}/check-ins",
  operationId: "recordCheckIns",
  summary: "Record check-ins",
  description: `For doors of your own, at most ${MAX_CHECK_INS} in a call. Each counts once, by its \`id\`, and the result is the same in whatever order they arrive. One that is refused stops no other: \`result\` says so of each. Phones that open a door link need none of this.`,
  idempotent: true,
  // What is far too much is named, not cut off.
  maxBodyBytes: 4 * 1_048_576,
  params: EventPath,
  body: RecordCheckIns,
  reply: RecordedCheckIns,
  status: 200,
  example: {
    check_ins: [
      { id: "01945f3a-8c00-7000-8000-000000000001", external_id: "guest-1", at: "2027-02-14T18:45:00Z" },
    ],
  },
  problems: ["doors_closed"],
});
