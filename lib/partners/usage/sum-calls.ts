import { NOT_COUNTED_AS_CALLS } from "@/lib/partners/rate-limits/limit-classes";
import { LATENCY_BOUNDS_MS } from "@/lib/partners/usage/latency-histogram";
import { PEOPLE } from "@/lib/partners/usage/schemas";
import { Prisma } from "@/lib/platform/prisma/client";

/** Stands for calls without an accepted key: of a partner's they are its people's. */
export const NOBODY = PEOPLE;

const BUCKETS = LATENCY_BOUNDS_MS.length + 1;
const bounds = Prisma.raw(`ARRAY[${LATENCY_BOUNDS_MS.join(",")}]::float8[]`);
const each = (expression: (bucket: number) => string) =>
  Prisma.raw(`ARRAY[${Array.from({ length: BUCKETS }, (_, bucket) => expression(bucket)).join(",")}]::int[]`);
const counted = each((bucket) => `count(*) FILTER (WHERE bucket = ${bucket})`);
/** Adds up histograms: far cheaper than unnesting them. */
const addedLatency = each((bucket) => `sum(latency[${bucket + 1}])`);

/** The sums of sums, for a SELECT with GROUP BY. */
export const ADDED = Prisma.sql`sum(calls)::bigint AS calls, sum(errors)::bigint AS errors, sum(units)::bigint AS units,
  sum(billable_units)::bigint AS billable_units, sum(duration_us)::bigint AS duration_us, ${addedLatency} AS latency`;

/**
 * What the limits count (lib/partners/rate-limits): not what was refused before them or by them. A batch takes one of the day
 * for each pair. People have limits of their own, and so has the management of keys, usage and billing.
 */
const LIMITED = Prisma.sql`api_key_id IS NOT NULL AND status NOT IN (401, 402, 403, 429) AND endpoint !~ ${NOT_COUNTED_AS_CALLS}`;

/** The sums of raw rows by everything that an hour's row is told apart by; `where` chooses the rows. */
export function summedCalls(where: Prisma.Sql, from: Prisma.Sql = Prisma.sql`api_calls`): Prisma.Sql {
  return Prisma.sql`
    SELECT hour, partner_id, api_key_id, mode, endpoint, method, status_class, country, error_code,
      count(*)::int AS calls, (count(*) FILTER (WHERE status_class >= 4))::int AS errors,
      sum(units)::bigint AS units, coalesce(sum(units) FILTER (WHERE billable), 0)::bigint AS billable_units,
      sum(duration_us)::bigint AS duration_us, ${counted} AS latency
    FROM (
      SELECT date_trunc('hour', occurred_at, 'UTC') AS hour, coalesce(api_calls.partner_id, ${NOBODY}::uuid) AS partner_id,
        coalesce(api_key_id, ${NOBODY}::uuid) AS api_key_id, coalesce(api_calls.mode, 'live') AS mode, endpoint, method,
        (status / 100)::smallint AS status_class, coalesce(country, 'ZZ') AS country,
        CASE WHEN status >= 400 THEN coalesce(error_code, 'unknown') ELSE '' END AS error_code, units, billable, duration_us,
        width_bucket(duration_us / 1000.0, ${bounds}) AS bucket
      FROM ${from} WHERE ${where}
    ) AS call
    GROUP BY hour, partner_id, api_key_id, mode, endpoint, method, status_class, country, error_code`;
}

/** How full the limits were in each hour, from raw rows. */
export function limitUse(where: Prisma.Sql, from: Prisma.Sql = Prisma.sql`api_calls`): Prisma.Sql {
  return Prisma.sql`
    SELECT partner_id, mode, date_trunc('hour', minute, 'UTC') AS hour, max(calls)::int AS peak_minute,
      sum(day_use)::bigint AS day_use
    FROM (
      SELECT coalesce(api_calls.partner_id, ${NOBODY}::uuid) AS partner_id, coalesce(api_calls.mode, 'live') AS mode,
        date_trunc('minute', occurred_at, 'UTC') AS minute, count(*) FILTER (WHERE ${LIMITED}) AS calls,
        coalesce(sum(greatest(units, 1)) FILTER (WHERE ${LIMITED}), 0) AS day_use
      FROM ${from} WHERE ${where}
      GROUP BY 1, 2, 3
    ) AS minutes
    GROUP BY 1, 2, 3`;
}
