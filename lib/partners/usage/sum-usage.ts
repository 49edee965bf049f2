import { LOOK_BACK_MS, ROLLUP } from "@/lib/partners/usage/rollup-usage";
import { UNIT_PRICE_MICRO_USD } from "@/lib/plans/tiers";
import type { Context } from "@/lib/platform/context";

/** Whole UTC hours of one partner: `until` is not counted itself. */
export interface UsageSpan {
  readonly partnerId: string;
  readonly from: Date;
  readonly until: Date;
}

export interface UsageSum {
  readonly calls: number;
  /** Calls answered with a status of 400 or more. */
  readonly errors: number;
  /** Pairs scored. */
  readonly pairs: number;
  readonly spendMicroUsd: number;
}

interface Row {
  n: bigint;
  calls: bigint;
  errors: bigint;
  pairs: bigint;
}

/**
 * What partners used by live calls in many spans at once, in the order asked for: for the system itself, which sees
 * every partner. Exact to the last call whose row is durable, however far summing has come: hours with rows that may
 * have come since the last run are counted from the calls, all others from their sums, in one snapshot.
 */
export async function sumUsage(ctx: Context, spans: readonly UsageSpan[]): Promise<UsageSum[]> {
  if (spans.length === 0) return [];
  const partnerIds = spans.map(({ partnerId }) => partnerId);
  const from = spans.map((span) => span.from);
  const until = spans.map((span) => span.until);
  const earliest = new Date(Math.min(...from.map((time) => time.getTime())));
  const latest = new Date(Math.max(...until.map((time) => time.getTime())));
  const rows = await ctx.db.$queryRaw<Row[]>`
    WITH asked AS (
      SELECT * FROM unnest(${partnerIds}::uuid[], ${from}::timestamptz[], ${until}::timestamptz[])
        WITH ORDINALITY AS span (partner_id, since, until, n)
    ), changed AS MATERIALIZED (
      SELECT DISTINCT partner_id, date_trunc('hour', occurred_at, 'UTC') AS hour FROM api_calls
      WHERE recorded_at >= coalesce((SELECT watermark - ${LOOK_BACK_MS} * interval '1 millisecond'
          FROM rollup_states WHERE name = ${ROLLUP}), '-infinity'::timestamptz)
        AND occurred_at >= ${earliest} AND occurred_at < ${latest}
        AND partner_id = ANY (${partnerIds}::uuid[]) AND mode = 'live'
    ), counted AS (
      SELECT changed.partner_id, changed.hour, call.* FROM changed CROSS JOIN LATERAL (
        SELECT count(*) AS calls, count(*) FILTER (WHERE status >= 400) AS errors,
          coalesce(sum(units) FILTER (WHERE billable), 0) AS pairs
        FROM api_calls WHERE api_calls.partner_id = changed.partner_id AND mode = 'live'
          AND occurred_at >= changed.hour AND occurred_at < changed.hour + interval '1 hour'
      ) AS call
      UNION ALL
      SELECT partner_id, hour, calls, errors, billable_units FROM usage_totals
      WHERE partner_id = ANY (${partnerIds}::uuid[]) AND hour >= ${earliest} AND hour < ${latest} AND mode = 'live'
        AND NOT EXISTS (SELECT FROM changed
          WHERE changed.partner_id = usage_totals.partner_id AND changed.hour = usage_totals.hour)
    )
    SELECT n, sum(calls)::bigint AS calls, sum(errors)::bigint AS errors, sum(pairs)::bigint AS pairs
    FROM asked JOIN counted ON counted.partner_id = asked.partner_id AND hour >= since AND hour < until
    GROUP BY n`;
  const sums = new Map(rows.map((row) => [Number(row.n) - 1, row]));
  return spans.map((_, at) => {
    const row = sums.get(at);
    const pairs = Number(row?.pairs ?? 0);
    return {
      calls: Number(row?.calls ?? 0),
      errors: Number(row?.errors ?? 0),
      pairs,
      spendMicroUsd: pairs * UNIT_PRICE_MICRO_USD,
    };
  });
}
