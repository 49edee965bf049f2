import { endpoint } from "@/lib/api/endpoint";
import { csvReply, eventsReply } from "@/lib/api/replies";
import {
  CallGap,
  CallRow,
  StreamCallsQuery,
  Usage,
  UsageQuery,
  UsageRow,
} from "@/lib/partners/usage/schemas";

export const usageEndpoint = endpoint({
  method: "GET",
  path: "/v1/usage",
  tag: "Usage",
  operationId: "getUsage",
  summary: "See what you have used",
  description:
    "Calls, errors, units, cost and latency by day, hour, endpoint or key. A live key sees live calls, a test key test calls. Hours that have ended are counted to the last call within a minute.",
  auth: "partner",
  scope: "usage:read",
  query: UsageQuery,
  reply: Usage,
  status: 200,
});

export const usageCsvEndpoint = endpoint({
  method: "GET",
  path: "/v1/usage.csv",
  tag: "Usage",
  operationId: "exportUsage",
  summary: "Download what you have used",
  description:
    "The rows of `GET /v1/usage` as CSV, for a spreadsheet or a warehouse. The span may be a year, also by hour: the rows are sent as they are read.",
  auth: "partner",
  scope: "usage:read",
  query: UsageQuery,
  reply: csvReply(UsageRow),
  status: 200,
});

export const callStreamEndpoint = endpoint({
  method: "GET",
  path: "/v1/usage/requests/stream",
  tag: "Usage",
  operationId: "streamRequests",
  summary: "Watch your calls in real time",
  description:
    "Server-sent events: a `call` for each call that was answered, within about a second. A live key sees live calls, a test key test calls. If more come than a stream can show, a `gap` says so. A client that comes back with `Last-Event-ID` goes on after that call, and may get those of the half minute before it again. One caller may have five streams open.",
  auth: "partner",
  scope: "usage:read",
  query: StreamCallsQuery,
  reply: eventsReply({ call: CallRow, gap: CallGap }),
  status: 200,
});
