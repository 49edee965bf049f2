import { DAY_ROLLUP, LOOK_BACK_MS, ROLLUP } from "@/lib/partners/usage/rollup-usage";
import { PEOPLE, type UsageDimension } from "@/lib/partners/usage/schemas";
import { limitUse, summedCalls } from "@/lib/partners/usage/sum-calls";
import type { PartnerContext } from "@/lib/platform/context";
import { Prisma } from "@/lib/platform/prisma/client";

/** Whole UTC hours, the end not counted itself. */
export interface Span {
  from: Date;
  to: Date;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const COLUMNS = Prisma.sql`calls, errors, units, billable_units, duration_us, latency`;
/**
 * Hours from here on may still change and are counted from the calls themselves, all others from their sums; both in
 * one statement and so in one snapshot: a call counts once, from the moment it is recorded.
 */
const HOT = Prisma.sql`coalesce((SELECT date_trunc('hour', watermark - ${LOOK_BACK_MS} * interval '1 millisecond', 'UTC')
  FROM rollup_states WHERE name = ${ROLLUP}), '-infinity'::timestamptz)`;
/** Days before this have been summed whole. */
const SUMMED_DAYS = Prisma.sql`coalesce((SELECT least(date_trunc('day', watermark, 'UTC'), date_trunc('day', ${HOT}, 'UTC'))
  FROM rollup_states WHERE name = ${DAY_ROLLUP}), '-infinity'::timestamptz)`;

const VALUES: Record<UsageDimension, Prisma.Sql> = {
  endpoint: Prisma.sql`method || ' ' || endpoint`,
  key: Prisma.sql`api_key_id::text`,
  cause: Prisma.sql`nullif(error_code, '')`,
  status: Prisma.sql`status_class::text`,
  country: Prisma.sql`country`,
};

/** The caller's own rows, in the mode that is asked for. */
function mine(ctx: PartnerContext): Prisma.Sql {
  return Prisma.sql`partner_id = ${ctx.partnerId}::uuid AND mode = ${ctx.mode}::key_mode`;
}

function hotCalls(ctx: PartnerContext, { from, to }: Span): Prisma.Sql {
  return Prisma.sql`${mine(ctx)} AND occurred_at >= ${from} AND occurred_at < ${to} AND occurred_at >= ${HOT}`;
}

/** Rows of sums with their `hour`. */
export function sumsByHour(ctx: PartnerContext, span: Span): Prisma.Sql {
  return Prisma.sql`
    SELECT hour, ${COLUMNS} FROM usage_totals
    WHERE ${mine(ctx)} AND hour >= ${span.from} AND hour < ${span.to} AND hour < ${HOT}
    UNION ALL
    SELECT hour, ${COLUMNS} FROM (${summedCalls(hotCalls(ctx, span))}) AS recent`;
}

/** Rows of sums with their `value` of a dimension: from days where those are whole, else from hours. */
export function sumsByValue(ctx: PartnerContext, dimension: UsageDimension, span: Span): Prisma.Sql {
  const value = VALUES[dimension];
  const firstDay = new Date(Math.ceil(span.from.getTime() / DAY_MS) * DAY_MS);
  const endDay = new Date(Math.max(Math.floor(span.to.getTime() / DAY_MS) * DAY_MS, firstDay.getTime()));
  const days = Prisma.sql`day >= ${firstDay} AND day < ${endDay} AND day < ${SUMMED_DAYS}`;
  return Prisma.sql`
    SELECT value, ${COLUMNS} FROM usage_days
    WHERE ${mine(ctx)} AND dimension = ${dimension}::usage_dimension AND ${days}
    UNION ALL
    SELECT value, ${COLUMNS} FROM (
      SELECT ${value} AS value, ${COLUMNS} FROM usage_hours
      WHERE ${mine(ctx)} AND hour >= ${span.from} AND hour < least(${firstDay}::timestamptz, ${span.to}::timestamptz) AND hour < ${HOT}
      UNION ALL
      SELECT ${value}, ${COLUMNS} FROM usage_hours
      WHERE ${mine(ctx)} AND hour >= greatest(${firstDay}::timestamptz, least(${endDay}::timestamptz, ${SUMMED_DAYS})) AND hour < ${span.to} AND hour < ${HOT}
      UNION ALL
      SELECT ${value}, ${COLUMNS} FROM (${summedCalls(hotCalls(ctx, span))}) AS recent
    ) AS hours WHERE value IS NOT NULL`;
}

/** Rows of `hour`, `peak_minute` and `day_use`: how full the limits were. */
export function limitUseByHour(ctx: PartnerContext, span: Span): Prisma.Sql {
  return Prisma.sql`
    SELECT hour, peak_minute, day_use FROM usage_totals
    WHERE ${mine(ctx)} AND hour >= ${span.from} AND hour < ${span.to} AND hour < ${HOT}
    UNION ALL
    SELECT hour, peak_minute, day_use FROM (${limitUse(hotCalls(ctx, span))}) AS recent`;
}

/** A key's name for its id in `value`, or that people called; the id itself where no key has it. */
export const keyName = (ctx: PartnerContext): Prisma.Sql =>
  Prisma.sql`CASE WHEN value = ${PEOPLE} THEN 'People, without a key' ELSE coalesce((SELECT name FROM api_keys WHERE partner_id = ${ctx.partnerId}::uuid AND id = value::uuid), value) END`;
