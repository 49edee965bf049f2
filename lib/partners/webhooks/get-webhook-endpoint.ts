import { findEndpoint } from "@/lib/partners/webhooks/find-endpoint";
import { presentEndpoint } from "@/lib/partners/webhooks/present-webhook";
import { NO_DELIVERIES, readHealth } from "@/lib/partners/webhooks/read-health";
import type { EndpointPath, WatchedEndpoint } from "@/lib/partners/webhooks/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** One of the caller's endpoints, with how its deliveries go. Throws Forbidden, NotFound. */
export async function getWebhookEndpoint(ctx: PartnerContext, input: EndpointPath): Promise<WatchedEndpoint> {
  assertPermitted(ctx, "webhooks:read");
  const row = await findEndpoint(ctx, ctx.db, input.endpoint_id);
  const health = await readHealth(ctx, [row.id]);
  return { ...presentEndpoint(row, ctx.clock.now()), health: health.get(row.id) ?? NO_DELIVERIES };
}
