import { mount, serve } from "@/lib/api/serve";
import { services } from "@/lib/api/services";
import { apiRateLimitEndpoint } from "@/lib/billing/metering/endpoints";
import { getApiRateLimit } from "@/lib/billing/metering/get-api-rate-limit";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = mount(
  serve(apiRateLimitEndpoint, (ctx) => getApiRateLimit(ctx, services().limiter)),
);
