import type { Context } from "@/lib/platform/context";

/** One partner's calls of an endpoint on one UTC day. */
export interface BillableDay {
  readonly partnerId: string;
  readonly day: Date;
  /** `METHOD /v1/path` */
  readonly endpoint: string;
}

/**
 * Of which days and endpoints rows were recorded in a stretch of time that may have changed what these partners' live
 * calls are charged: good calls, and calls whose charge was taken back. For the system itself.
 */
export async function findBillableDays(
  ctx: Context,
  { partnerIds, from, until }: { partnerIds: readonly string[]; from: Date; until: Date },
): Promise<BillableDay[]> {
  if (partnerIds.length === 0 || until <= from) return [];
  return ctx.db.$queryRaw<BillableDay[]>`
    SELECT DISTINCT partner_id::text AS "partnerId", date_trunc('day', occurred_at, 'UTC') AS day, method || ' ' || endpoint AS endpoint
    FROM api_calls
    WHERE recorded_at >= ${from} AND recorded_at < ${until} AND mode = 'live'
      AND (billable OR error_code = 'usage_unavailable') AND partner_id = ANY (${[...partnerIds]}::uuid[])`;
}
