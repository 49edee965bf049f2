import type { DeliveryStatus, EndpointHealth } from "@/lib/partners/webhooks/schemas";
import type { PartnerContext } from "@/lib/platform/context";

const DAY_MS = 86_400_000;

interface HealthRow {
  endpoint_id: string;
  last_status: DeliveryStatus | null;
  last_attempts: number;
  last_at: Date | null;
  delivered: number;
  failed: number;
}

/** How the deliveries of each of the caller's endpoints go, by endpoint id. */
export async function readHealth(
  ctx: PartnerContext,
  endpointIds: readonly string[],
): Promise<Map<string, EndpointHealth>> {
  const since = new Date(ctx.clock.now().getTime() - DAY_MS);
  const rows = await ctx.db.$queryRaw<HealthRow[]>`
    SELECT e.id AS endpoint_id, last.status AS last_status, last.attempts AS last_attempts,
      last.created_at AS last_at, day.delivered, day.failed
    FROM webhook_endpoints e
    LEFT JOIN LATERAL (
      SELECT status, attempts, created_at FROM webhook_deliveries d WHERE d.endpoint_id = e.id ORDER BY d.id DESC LIMIT 1
    ) last ON true
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE status = 'delivered')::int AS delivered,
             count(*) FILTER (WHERE status = 'failed' OR (status = 'pending' AND attempts > 0))::int AS failed
      FROM webhook_deliveries d WHERE d.endpoint_id = e.id AND d.created_at > ${since}
    ) day
    WHERE e.partner_id = ${ctx.partnerId}::uuid AND e.id = ANY(${[...endpointIds]}::uuid[])`;
  return new Map(
    rows.map((row) => [
      row.endpoint_id,
      {
        last_delivery:
          row.last_status === null || row.last_at === null
            ? null
            : { status: row.last_status, attempts: row.last_attempts, at: row.last_at.toISOString() },
        last_day: { delivered: row.delivered, failed: row.failed },
      },
    ]),
  );
}

/** Of an endpoint that nothing was ever sent to. */
export const NO_DELIVERIES: EndpointHealth = { last_delivery: null, last_day: { delivered: 0, failed: 0 } };
