import type { Domain } from "@/lib/api/domain";
import { route } from "@/lib/api/endpoint";
import { apiRateLimitEndpoint, apiUsageSummaryEndpoint } from "@/lib/billing/metering/endpoints";
import { getApiRateLimit } from "@/lib/billing/metering/get-api-rate-limit";
import { getApiUsageSummary } from "@/lib/billing/metering/get-api-usage-summary";
import { meteringJobs } from "@/lib/billing/metering/jobs";

export const metering: Domain = {
  name: "billing/metering",
  routes: [route(apiUsageSummaryEndpoint, getApiUsageSummary), route(apiRateLimitEndpoint, getApiRateLimit)],
  jobs: meteringJobs,
};
