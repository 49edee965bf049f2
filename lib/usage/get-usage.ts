import { UNIT_PRICE_MICRO_USD } from "@/lib/billing/tiers";
import type { PartnerContext } from "@/lib/platform/context";
import { Invalid } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";
import { Prisma } from "@/lib/platform/prisma/client";
import { percentileMs } from "@/lib/usage/latency-histogram";
import { LOOK_BACK_MS, ROLLUP, summedCalls } from "@/lib/usage/rollup-usage";
import type { Usage, UsageQuery, UsageRow } from "@/lib/usage/schemas";

const HOUR_MS = 3_600_000;
const DEFAULT_DAYS = 30;
/** Longest spans, so that a reply stays readable: a year, or a month of hours. */
const MAX_DAYS = 366;
const MAX_DAYS_BY_HOUR = 31;
/** Years that RFC 3339 writes with four digits, whatever hours are added. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 9998;

interface Sums {
  group: string;
  label: string;
  calls: bigint;
  errors: bigint;
  units: bigint;
  billable_units: bigint;
  latency: number[];
}

const GROUPS: Record<UsageQuery["group_by"], { group: Prisma.Sql; label: Prisma.Sql; order: Prisma.Sql }> = {
  day: {
    group: Prisma.sql`to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD')`,
    label: Prisma.sql`to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD')`,
    order: Prisma.sql`"group"`,
  },
  hour: {
    group: Prisma.sql`to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:00:00"Z"')`,
    label: Prisma.sql`to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:00:00"Z"')`,
    order: Prisma.sql`"group"`,
  },
  endpoint: {
    group: Prisma.sql`method || ' ' || endpoint`,
    label: Prisma.sql`method || ' ' || endpoint`,
    order: Prisma.sql`calls DESC, "group"`,
  },
  key: {
    group: Prisma.sql`api_key_id::text`,
    label: Prisma.sql`coalesce((SELECT name FROM api_keys WHERE api_keys.id = api_key_id), api_key_id::text)`,
    order: Prisma.sql`calls DESC, "group"`,
  },
};

/**
 * What the partner has used, in the mode of the key that asks. Hours are whole UTC hours; `from` is rounded down to
 * one and `to` up. Hours that may still change are counted from the calls themselves, all others from their sums,
 * in one snapshot, so that a call counts once the moment it is recorded. Throws Invalid for a span that is empty or
 * too long.
 */
export async function getUsage(ctx: PartnerContext, input: UsageQuery): Promise<Usage> {
  assertPermitted(ctx, "usage:read");
  const { from, to } = spanOf(ctx.clock.now(), input);
  const by = GROUPS[input.group_by];
  const mine = Prisma.sql`partner_id = ${ctx.partnerId}::uuid AND mode = ${ctx.mode}::key_mode`;
  const hot = Prisma.sql`coalesce((SELECT date_trunc('hour', watermark - ${LOOK_BACK_MS} * interval '1 millisecond', 'UTC')
    FROM rollup_states WHERE name = ${ROLLUP}), '-infinity'::timestamptz)`;
  const rows = await ctx.db.$queryRaw<Sums[]>`
    WITH hours AS (
      SELECT hour, api_key_id, method, endpoint, calls, errors, units, billable_units, latency FROM usage_hours
      WHERE ${mine} AND hour >= ${from} AND hour < ${to} AND hour < ${hot}
      UNION ALL
      SELECT hour, api_key_id, method, endpoint, calls, errors, units, billable_units, latency
      FROM (${summedCalls(Prisma.sql`${mine} AND occurred_at >= ${from} AND occurred_at < ${to} AND occurred_at >= ${hot}`)}) AS recent
    ), grouped AS (
      SELECT ${by.group} AS "group", ${by.label} AS label, calls, errors, units, billable_units, latency FROM hours
    ), buckets AS (
      SELECT "group", array_agg(count ORDER BY bucket) AS latency FROM (
        SELECT "group", bucket, sum(count)::int AS count
        FROM grouped, unnest(latency) WITH ORDINALITY AS counted (count, bucket) GROUP BY "group", bucket
      ) AS summed GROUP BY "group"
    )
    SELECT "group", min(label) AS label, sum(calls)::bigint AS calls, sum(errors)::bigint AS errors,
      sum(units)::bigint AS units, sum(billable_units)::bigint AS billable_units,
      (SELECT buckets.latency FROM buckets WHERE buckets."group" = grouped."group") AS latency
    FROM grouped GROUP BY "group" ORDER BY ${by.order}`;
  const total = rows.reduce<Sums>(add, {
    group: "",
    label: "",
    calls: 0n,
    errors: 0n,
    units: 0n,
    billable_units: 0n,
    latency: [],
  });
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    mode: ctx.mode,
    group_by: input.group_by,
    data: rows.map((row): UsageRow => ({ group: row.group, label: row.label, ...figuresOf(row) })),
    total: figuresOf(total),
  };
}

function spanOf(now: Date, input: UsageQuery): { from: Date; to: Date } {
  for (const field of ["from", "to"] as const) {
    const year = new Date(input[field] ?? now).getUTCFullYear();
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      throw spanError(field, `Must lie between ${FIRST_YEAR} and ${LAST_YEAR}.`);
    }
  }
  const to = new Date(Math.ceil((input.to ? Date.parse(input.to) : now.getTime()) / HOUR_MS) * HOUR_MS);
  const start = input.from ? Date.parse(input.from) : to.getTime() - DEFAULT_DAYS * 24 * HOUR_MS;
  const from = new Date(Math.floor(start / HOUR_MS) * HOUR_MS);
  const days = (to.getTime() - from.getTime()) / (24 * HOUR_MS);
  const longest = input.group_by === "hour" ? MAX_DAYS_BY_HOUR : MAX_DAYS;
  if (days <= 0) throw spanError("from", "Must be before `to`.");
  if (days > longest) throw spanError("from", `Must be at most ${longest} days before \`to\`.`);
  return { from, to };
}

function spanError(path: string, message: string): Invalid {
  return new Invalid("invalid_input", "The span of time cannot be reported.", [{ path, message }]);
}

function add(sum: Sums, row: Sums): Sums {
  return {
    ...sum,
    calls: sum.calls + row.calls,
    errors: sum.errors + row.errors,
    units: sum.units + row.units,
    billable_units: sum.billable_units + row.billable_units,
    latency: row.latency.map((count, bucket) => count + (sum.latency[bucket] ?? 0)),
  };
}

function figuresOf(sums: Sums) {
  const percentile = (p: number) => {
    const value = percentileMs(sums.latency, p);
    return value === null ? null : Math.round(value * 100) / 100;
  };
  return {
    calls: Number(sums.calls),
    errors: Number(sums.errors),
    units: Number(sums.units),
    billable_units: Number(sums.billable_units),
    cost_micro_usd: Number(sums.billable_units) * UNIT_PRICE_MICRO_USD,
    p50_ms: percentile(0.5),
    p95_ms: percentile(0.95),
    p99_ms: percentile(0.99),
  };
}
