import { presentEndpoint } from "@/lib/partners/webhooks/present-webhook";
import { NO_DELIVERIES, readHealth } from "@/lib/partners/webhooks/read-health";
import type { WatchedEndpoint } from "@/lib/partners/webhooks/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** The caller's endpoints, at most twenty, the oldest first, each with how its deliveries go. Throws Forbidden. */
export async function listWebhookEndpoints(ctx: PartnerContext): Promise<{ data: WatchedEndpoint[] }> {
  assertPermitted(ctx, "webhooks:read");
  const rows = await ctx.db.webhookEndpoint.findMany({
    where: { partnerId: ctx.partnerId, deletedAt: null },
    orderBy: { id: "asc" },
  });
  const health = await readHealth(
    ctx,
    rows.map(({ id }) => id),
  );
  const now = ctx.clock.now();
  return {
    data: rows.map((row) => ({
      ...presentEndpoint(row, now),
      health: health.get(row.id) ?? NO_DELIVERIES,
    })),
  };
}
