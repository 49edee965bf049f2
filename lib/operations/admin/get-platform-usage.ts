import type { PlatformUsageQuery } from "@/lib/operations/admin/schemas";
import { DAY_ROLLUP, ROLLUP } from "@/lib/partners/usage/rollup-usage";
import type { UsageFigures } from "@/lib/partners/usage/schemas";
import { ADDED, NOBODY } from "@/lib/partners/usage/sum-calls";
import { addSums, figuresOf, NO_SUMS, type Sums } from "@/lib/partners/usage/usage-figures";
import type { AdminContext } from "@/lib/platform/context";
import { assertAdmin } from "@/lib/platform/permissions";
import { Prisma } from "@/lib/platform/prisma/client";

const DAY_MS = 86_400_000;
const DAYS: Record<PlatformUsageQuery["range"], number> = { "7d": 7, "30d": 30, "90d": 90, "365d": 365 };
const TOP_PARTNERS = 10;

export interface UsageShare {
  value: string;
  figures: UsageFigures;
}

export interface PlatformUsage {
  /** The first moment of the first UTC day. */
  from: Date;
  /** The end of the last day, today. */
  to: Date;
  /** Calls recorded before this are counted; null where none has ever been summed. */
  summedTo: Date | null;
  total: UsageFigures;
  /** The same number of days before, as far into their last day as today has come. */
  before: { calls: number; errors: number };
  /** Every day of the span, also those without calls. */
  days: { day: string; live: number; test: number; errors: number; p95Ms: number | null }[];
  endpoints: UsageShare[];
  tiers: { tier: string; partners: number; calls: number; errors: number }[];
  partners: { id: string; companyName: string; tier: string; calls: number; errors: number }[];
  countries: { value: string; calls: number }[];
  /** Calls that came without an accepted key: nobody's, and counted nowhere above. */
  nobodysCalls: number;
}

/**
 * What all partners together have called in the last 7 to 365 UTC days, today among them, by day, endpoint, tier,
 * partner and country. Read from daily sums of all together, and from hourly ones where a day has not been summed; a call
 * is counted within a minute or two. For admins.
 */
export async function getPlatformUsage(
  ctx: AdminContext,
  { range, mode }: PlatformUsageQuery,
): Promise<PlatformUsage> {
  assertAdmin(ctx);
  const now = ctx.clock.now();
  const to = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS + DAY_MS);
  const spanMs = DAYS[range] * DAY_MS;
  const from = new Date(to.getTime() - spanMs);
  const earlier = new Date(from.getTime() - spanMs);
  /** Where the last day of the span before begins, of which only as much is counted as of today. */
  const wholeDays = new Date(from.getTime() - DAY_MS);
  const inMode = mode === "all" ? Prisma.sql`true` : Prisma.sql`mode = ${mode}::key_mode`;
  const [sums, byPartner, countries, before, state] = await Promise.all([
    ctx.db.$queryRaw<DailySums[]>`
      SELECT to_char(day AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, mode, value, ${ADDED}
      FROM (${sumsOf("endpoint", from, to)}) AS sums WHERE ${inMode} GROUP BY 1, 2, 3`,
    ctx.db.$queryRaw<
      {
        partner_id: string;
        company_name: string | null;
        tier: string | null;
        calls: bigint;
        errors: bigint;
      }[]
    >`
      SELECT sums.value AS partner_id, partners.company_name, partners.tier::text AS tier, sums.calls, sums.errors FROM (
        SELECT value, sum(calls)::bigint AS calls, sum(errors)::bigint AS errors
        FROM (${sumsOf("partner", from, to)}) AS sums WHERE ${inMode} GROUP BY value
      ) AS sums LEFT JOIN partners ON partners.id = sums.value::uuid
      ORDER BY sums.calls DESC, sums.value`,
    ctx.db.$queryRaw<{ value: string; calls: bigint }[]>`
      SELECT value, sum(calls)::bigint AS calls FROM (${sumsOf("country", from, to)}) AS sums
      WHERE ${inMode} GROUP BY value ORDER BY calls DESC, value`,
    ctx.db.$queryRaw<{ calls: bigint | null; errors: bigint | null }[]>`
      SELECT sum(calls)::bigint AS calls, sum(errors)::bigint AS errors FROM (
        SELECT mode, calls, errors FROM (${sumsOf("endpoint", earlier, wholeDays)}) AS days
        UNION ALL
        SELECT mode, calls, errors FROM usage_totals
        WHERE partner_id <> ${NOBODY}::uuid AND hour >= ${wholeDays} AND hour < ${new Date(now.getTime() - spanMs)}
      ) AS sums WHERE ${inMode}`,
    ctx.db.rollupState.findUnique({ where: { name: ROLLUP } }),
  ]);
  const known = byPartner.filter(({ partner_id }) => partner_id !== NOBODY);
  return {
    from,
    to,
    summedTo: state?.watermark ?? null,
    total: figuresOf(sums.reduce<Sums>(addSums, NO_SUMS)),
    before: { calls: Number(before[0]?.calls ?? 0n), errors: Number(before[0]?.errors ?? 0n) },
    days: everyDay(from, to, sums),
    endpoints: [...new Set(sums.map(({ value }) => value))]
      .map((value) => ({
        value,
        figures: figuresOf(sums.filter((row) => row.value === value).reduce<Sums>(addSums, NO_SUMS)),
      }))
      .sort((a, b) => b.figures.calls - a.figures.calls || (a.value < b.value ? -1 : 1)),
    tiers: tiersOf(known),
    partners: known.slice(0, TOP_PARTNERS).map((row) => ({
      id: row.partner_id,
      companyName: row.company_name ?? row.partner_id,
      tier: row.tier ?? "",
      calls: Number(row.calls),
      errors: Number(row.errors),
    })),
    countries: countries.map(({ value, calls }) => ({ value, calls: Number(calls) })),
    nobodysCalls: Number(byPartner.find(({ partner_id }) => partner_id === NOBODY)?.calls ?? 0n),
  };
}

/** One day of one mode and endpoint. */
type DailySums = Sums & { day: string; mode: "live" | "test"; value: string };

const VALUES = {
  endpoint: Prisma.sql`method || ' ' || endpoint`,
  country: Prisma.sql`country`,
  partner: Prisma.sql`partner_id::text`,
};

/**
 * Sums of all partners together with their `day` and the `value` of a dimension: of days where those have been summed,
 * else of hours. Only by partner do they hold the calls that came without an accepted key.
 */
function sumsOf(dimension: keyof typeof VALUES, from: Date, to: Date): Prisma.Sql {
  const columns = Prisma.sql`calls, errors, units, billable_units, duration_us, latency`;
  const summed = Prisma.sql`coalesce((SELECT watermark FROM rollup_states WHERE name = ${DAY_ROLLUP}), '-infinity'::timestamptz)`;
  const whose = dimension === "partner" ? Prisma.sql`true` : Prisma.sql`partner_id <> ${NOBODY}::uuid`;
  return Prisma.sql`
    SELECT mode, day, value, ${columns} FROM platform_days
    WHERE dimension = ${dimension}::platform_dimension AND day >= ${from} AND day < ${to} AND day < ${summed}
    UNION ALL
    SELECT mode, date_trunc('day', hour, 'UTC'), ${VALUES[dimension]}, ${columns} FROM usage_hours
    WHERE hour >= ${from} AND hour < ${to} AND hour >= ${summed} AND ${whose}`;
}

function everyDay(from: Date, to: Date, rows: readonly DailySums[]): PlatformUsage["days"] {
  const days: PlatformUsage["days"] = [];
  const byDay = new Map<string, DailySums[]>();
  for (const row of rows) {
    const own = byDay.get(row.day);
    if (own === undefined) byDay.set(row.day, [row]);
    else own.push(row);
  }
  for (let time = from.getTime(); time < to.getTime(); time += DAY_MS) {
    const day = new Date(time).toISOString().slice(0, 10);
    const own = byDay.get(day) ?? [];
    const calls = (mode: "live" | "test") =>
      own.reduce((sum, row) => sum + (row.mode === mode ? Number(row.calls ?? 0n) : 0), 0);
    const { errors, p95_ms } = figuresOf(own.reduce<Sums>(addSums, NO_SUMS));
    days.push({ day, live: calls("live"), test: calls("test"), errors, p95Ms: p95_ms });
  }
  return days;
}

function tiersOf(
  rows: readonly { tier: string | null; calls: bigint; errors: bigint }[],
): PlatformUsage["tiers"] {
  const tiers = new Map<string, PlatformUsage["tiers"][number]>();
  for (const row of rows) {
    const tier = row.tier ?? "unknown";
    const sum = tiers.get(tier) ?? { tier, partners: 0, calls: 0, errors: 0 };
    tiers.set(tier, {
      tier,
      partners: sum.partners + 1,
      calls: sum.calls + Number(row.calls),
      errors: sum.errors + Number(row.errors),
    });
  }
  return [...tiers.values()].sort((a, b) => b.calls - a.calls || (a.tier < b.tier ? -1 : 1));
}
