import { endpoint } from "@/lib/api/endpoint";
import { ApiRateLimit, ApiUsageSummary } from "@/lib/billing/metering/schemas";

const common = { tag: "Usage", auth: "partner", scope: "usage:read", method: "GET", status: 200 } as const;

export const apiUsageSummaryEndpoint = endpoint({
  ...common,
  path: "/v1/monetization/api-usage/summary",
  operationId: "getApiUsageSummary",
  summary: "See this month's cost",
  description:
    "The running UTC month by endpoint, to the last call, in millionths of a US dollar and rounded to cents. A live key sees live calls, a test key test calls, which cost nothing.",
  reply: ApiUsageSummary,
});

export const apiRateLimitEndpoint = endpoint({
  ...common,
  path: "/v1/monetization/api-usage/rate-limit",
  operationId: "getApiRateLimit",
  summary: "See what is left of your limits",
  description:
    "The limits of the calling key's mode, what is left of them, and when there will be more. Asking takes nothing from them.",
  reply: ApiRateLimit,
  problems: ["limiter_unavailable"],
});
