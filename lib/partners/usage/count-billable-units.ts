import { LOOK_BACK_MS, ROLLUP } from "@/lib/partners/usage/rollup-usage";
import type { Context } from "@/lib/platform/context";

export interface BillableCount {
  readonly day: Date;
  /** `METHOD /v1/path` */
  readonly endpoint: string;
  readonly units: bigint;
}

export interface BillableQuestion {
  partnerId: string;
  /** Calls before it do not count. */
  from: Date;
  /** Nor do calls whose rows were recorded at or after it. */
  recordedBefore: Date;
  /** Days and endpoints, in pairs. */
  days: readonly { day: Date; endpoint: string }[];
}

/**
 * The billable units of a partner's live calls on these days at these endpoints, for the system itself. From the hours'
 * sums where those hold exactly the rows that are asked for; hours with rows recorded later, hours not summed yet and the
 * hour that `from` cuts are counted from the calls. In one snapshot. Days without any are left out.
 */
export async function countBillableUnits(
  ctx: Context,
  { partnerId, from, recordedBefore, days }: BillableQuestion,
): Promise<BillableCount[]> {
  if (days.length === 0) return [];
  const earliest = new Date(Math.min(...days.map(({ day }) => day.getTime())));
  return ctx.db.$queryRaw<BillableCount[]>`
    WITH asked AS (
      SELECT * FROM unnest(${days.map(({ day }) => day)}::timestamptz[], ${days.map(({ endpoint }) => endpoint)}::text[])
        AS asked (day, endpoint)
    ), raw AS MATERIALIZED (
      SELECT DISTINCT date_trunc('hour', occurred_at, 'UTC') AS hour FROM api_calls
      WHERE partner_id = ${partnerId}::uuid AND mode = 'live' AND occurred_at >= ${earliest}
        AND recorded_at >= least(${recordedBefore}::timestamptz, coalesce((
          SELECT watermark - ${LOOK_BACK_MS} * interval '1 millisecond' FROM rollup_states WHERE name = ${ROLLUP}
        ), '-infinity'::timestamptz))
      UNION
      SELECT date_trunc('hour', ${from}::timestamptz, 'UTC')
    ), counted AS (
      SELECT date_trunc('day', raw.hour, 'UTC') AS day, call.endpoint, call.units FROM raw CROSS JOIN LATERAL (
        SELECT method || ' ' || api_calls.endpoint AS endpoint, sum(units)::bigint AS units FROM api_calls
        WHERE partner_id = ${partnerId}::uuid AND mode = 'live' AND billable
          AND occurred_at >= raw.hour AND occurred_at < raw.hour + interval '1 hour' AND occurred_at >= ${from}
          AND recorded_at < ${recordedBefore}
        GROUP BY 1
      ) AS call
      WHERE raw.hour >= ${earliest}
      UNION ALL
      SELECT date_trunc('day', hour, 'UTC'), method || ' ' || endpoint, sum(billable_units)::bigint FROM usage_hours
      WHERE partner_id = ${partnerId}::uuid AND mode = 'live' AND billable_units > 0
        AND hour >= ${earliest} AND hour >= ${from} AND NOT EXISTS (SELECT FROM raw WHERE raw.hour = usage_hours.hour)
      GROUP BY 1, 2
    )
    SELECT day, endpoint, sum(units)::bigint AS units FROM counted JOIN asked USING (day, endpoint) GROUP BY 1, 2`;
}
