import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/prisma/client";
import { LATENCY_BOUNDS_MS } from "@/lib/usage/latency-histogram";

/** The state's name, also the advisory lock's. */
export const ROLLUP = "usage_hours";
/**
 * Rows may become visible this much later than the time they are stamped with (their transaction's begin), so a run
 * looks back that far behind the one before. Statements are cut off long before.
 */
export const LOOK_BACK_MS = 10 * 60_000;
/** Stands for calls without an accepted key. */
export const NOBODY = "00000000-0000-0000-0000-000000000000";

const bounds = Prisma.raw(`ARRAY[${LATENCY_BOUNDS_MS.join(",")}]::float8[]`);
const histogram = Prisma.raw(
  `ARRAY[${Array.from({ length: LATENCY_BOUNDS_MS.length + 1 }, (_, i) => `count(*) FILTER (WHERE bucket = ${i})`).join(",")}]::int[]`,
);

/** The sums of raw rows by everything that a rollup row is told apart by; `where` chooses the rows. */
export function summedCalls(where: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT hour, partner_id, api_key_id, mode, endpoint, method, status_class, country,
      count(*)::int AS calls, (count(*) FILTER (WHERE status_class >= 4))::int AS errors,
      sum(units)::bigint AS units, coalesce(sum(units) FILTER (WHERE billable), 0)::bigint AS billable_units,
      sum(duration_us)::bigint AS duration_us, ${histogram} AS latency
    FROM (
      SELECT date_trunc('hour', occurred_at, 'UTC') AS hour, coalesce(partner_id, ${NOBODY}::uuid) AS partner_id,
        coalesce(api_key_id, ${NOBODY}::uuid) AS api_key_id, coalesce(mode, 'live') AS mode, endpoint, method,
        (status / 100)::smallint AS status_class, coalesce(country, 'ZZ') AS country, units, billable, duration_us,
        width_bucket(duration_us / 1000.0, ${bounds}) AS bucket
      FROM api_calls WHERE ${where}
    ) AS call
    GROUP BY hour, partner_id, api_key_id, mode, endpoint, method, status_class, country`;
}

/**
 * Sums up calls by the hour. Every hour that has rows recorded since the last run is summed anew from all its rows
 * and replaced: late rows are counted, none twice, and running again changes nothing. One run at a time.
 * Returns how many hours were summed.
 */
export async function rollupUsage(ctx: Context): Promise<number> {
  return transaction(ctx, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${ROLLUP}))`;
    const [state] = await tx.$queryRaw<{ now: Date; since: Date | null; oldest: Date | null }[]>`
      SELECT now() AS now, (SELECT watermark FROM rollup_states WHERE name = ${ROLLUP}) AS since,
        (SELECT min(occurred_at) FROM api_calls) AS oldest`;
    if (state === undefined || state.oldest === null) return 0;
    const since = state.since === null ? new Date(0) : new Date(state.since.getTime() - LOOK_BACK_MS);
    const hours = await tx.$queryRaw<{ hour: Date }[]>`
      SELECT DISTINCT date_trunc('hour', occurred_at, 'UTC') AS hour FROM api_calls WHERE recorded_at >= ${since}`;
    for (const { hour } of hours) {
      const end = new Date(hour.getTime() + 3_600_000);
      await tx.usageHour.deleteMany({ where: { hour } });
      await tx.$executeRaw`
        INSERT INTO usage_hours (hour, partner_id, api_key_id, mode, endpoint, method, status_class, country,
          calls, errors, units, billable_units, duration_us, latency)
        ${summedCalls(Prisma.sql`occurred_at >= ${hour} AND occurred_at < ${end}`)}`;
    }
    await tx.rollupState.upsert({
      where: { name: ROLLUP },
      create: { name: ROLLUP, watermark: state.now },
      update: { watermark: state.now },
    });
    return hours.length;
  });
}
