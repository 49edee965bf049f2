import { mount, serve } from "@/lib/api/serve";
import { apiUsageSummaryEndpoint } from "@/lib/billing/metering/endpoints";
import { getApiUsageSummary } from "@/lib/billing/metering/get-api-usage-summary";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount(
  serve(apiUsageSummaryEndpoint, getApiUsageSummary),
);
