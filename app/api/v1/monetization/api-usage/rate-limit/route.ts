// Written by scripts/write-routes.ts from lib/billing/metering/domain.ts. Not to be edited.
import { handlersAt } from "@/lib/api/serve";
import { metering } from "@/lib/billing/metering/domain";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = handlersAt(
  metering,
  "/v1/monetization/api-usage/rate-limit",
);
