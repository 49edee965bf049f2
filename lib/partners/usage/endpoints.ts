import { endpoint } from "@/lib/api/endpoint";
import { Usage, UsageQuery } from "@/lib/partners/usage/schemas";

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
