import { ADDED, limitUse, NOBODY, summedCalls } from "@/lib/partners/usage/sum-calls";
import type { Context } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { Prisma } from "@/lib/platform/prisma/client";

/** Rows recorded before this state's watermark have been summed by hour. */
export const ROLLUP = "usage";
/** Days that end by this state's watermark have been summed from their hours. */
export const DAY_ROLLUP = "usage_days";
/**
 * Rows may become visible this much later than the time they are stamped with (their transaction's begin), so a run
 * looks back that far behind the one before. Statements are cut off long before.
 */
export const LOOK_BACK_MS = 10 * 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How much of what was recorded one transaction sums, at least. */
const STEP_MS = DAY_MS;
/** The advisory lock's name: one run at a time, also of the version before during a release. */
const LOCK = "usage_hours";
/** Enough to sum a busy day without going to disk; there is one such transaction at a time. */
const WORK_MEMORY = "128MB";
/** From this many partners on, an hour is read whole. */
const FULL_HOUR = 100;
/** Else this many groups are summed by one statement. */
const CHUNK = 5_000;

/** One partner's calls of one hour in one mode. */
interface Group {
  hour: Date;
  partner_id: string;
  mode: string;
}

/**
 * Sums up calls by the hour, hours by the day, and days over all partners. Every partner's hour that has rows recorded since the last run is
 * summed anew from all its rows, and so is every day whose hours changed: late rows are counted, none twice, and
 * running again changes nothing. A run that has fallen behind catches up a day of recording at a time, each in a
 * transaction of its own, so that what is done stays done. One at a time. Returns how many partners' hours were summed.
 */
export async function rollupUsage(ctx: Context): Promise<number> {
  let summed = 0;
  let stepMs = STEP_MS;
  for (;;) {
    const { groups, caughtUp } = await transaction(ctx, (tx) => sumStep(tx, stepMs));
    summed += groups;
    if (caughtUp) return summed;
    // Times in which nobody called are leapt over.
    stepMs = groups === 0 ? 2 * stepMs : STEP_MS;
  }
}

async function sumStep(tx: Transaction, stepMs: number): Promise<{ groups: number; caughtUp: boolean }> {
  // For this transaction: everything here is found by an index, however little the planner knows of the newest week.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${LOCK})), set_config('enable_seqscan', 'off', true),
    set_config('work_mem', ${WORK_MEMORY}, true)`;
  const [state] = await tx.$queryRaw<{ now: Date; since: Date | null; summedTo: Date | null }[]>`
    SELECT clock_timestamp() AS now, (SELECT watermark FROM rollup_states WHERE name = ${ROLLUP}) AS since,
      (SELECT watermark FROM rollup_states WHERE name = ${DAY_ROLLUP}) AS "summedTo"`;
  const begin = state?.since ?? (await tx.apiCall.aggregate({ _min: { recordedAt: true } }))._min.recordedAt;
  if (state === undefined || begin === null) return { groups: 0, caughtUp: true };
  const end = new Date(Math.min(begin.getTime() + stepMs, state.now.getTime()));
  const caughtUp = end.getTime() === state.now.getTime();
  const upTo = caughtUp ? Prisma.empty : Prisma.sql`AND recorded_at < ${end}`;
  const touched = await tx.$queryRaw<Group[]>`
    SELECT DISTINCT date_trunc('hour', occurred_at, 'UTC') AS hour, coalesce(partner_id, ${NOBODY}::uuid)::text AS partner_id,
      coalesce(mode, 'live')::text AS mode
    FROM api_calls WHERE recorded_at >= ${new Date(begin.getTime() - LOOK_BACK_MS)} ${upTo} ORDER BY 1`;
  await sumHours(tx, touched);
  await sumDays(tx, touched, state.summedTo, startOfDay(end.getTime() - LOOK_BACK_MS));
  await setWatermark(tx, ROLLUP, end);
  return { groups: touched.length, caughtUp };
}

/** Sums these groups anew from their raw rows: those of full hours by reading such hours whole, the others one by one. */
async function sumHours(tx: Transaction, groups: readonly Group[]): Promise<void> {
  const byHour = new Map<number, Group[]>();
  for (const group of groups) {
    const others = byHour.get(group.hour.getTime());
    if (others === undefined) byHour.set(group.hour.getTime(), [group]);
    else others.push(group);
  }
  const few: Group[] = [];
  const spans: { from: number; to: number }[] = [];
  for (const [hour, inHour] of byHour) {
    const last = spans.at(-1);
    if (inHour.length < FULL_HOUR) few.push(...inHour);
    else if (last?.to === hour && hour - last.from < DAY_MS) last.to = hour + HOUR_MS;
    else spans.push({ from: hour, to: hour + HOUR_MS });
  }
  for (const { from, to } of spans) await sumSpan(tx, new Date(from), new Date(to));
  for (let at = 0; at < few.length; at += CHUNK) await sumGroups(tx, few.slice(at, at + CHUNK));
}

/** Sums all groups of some hours. Ids begin with their time, so their index finds the rows of a span. */
async function sumSpan(tx: Transaction, from: Date, to: Date): Promise<void> {
  const rows = Prisma.sql`occurred_at >= ${from} AND occurred_at < ${to} AND request_id >= ${firstId(from)}::uuid AND request_id < ${firstId(to)}::uuid`;
  await replaceSums(tx, {
    touched: Prisma.empty,
    summed: summedCalls(rows),
    limits: limitUse(rows),
    old: Prisma.sql`SELECT ctid AS place, * FROM usage_hours WHERE hour >= ${from} AND hour < ${to}`,
  });
}

function firstId(time: Date): string {
  const hex = time.getTime().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** Sums some groups, each found by an index. */
async function sumGroups(tx: Transaction, groups: readonly Group[]): Promise<void> {
  // OFFSET 0 keeps the planner to one look into the index for each group, however little it knows of tables that have
  // just been filled.
  const callsWhere = (condition: Prisma.Sql) => Prisma.sql`touched CROSS JOIN LATERAL (
    SELECT * FROM api_calls WHERE ${condition} AND occurred_at >= from_hour AND occurred_at < from_hour + interval '1 hour' OFFSET 0
  ) AS api_calls`;
  const sources = [
    {
      from: callsWhere(Prisma.sql`partner_id = of_partner AND mode = in_mode`),
      where: Prisma.sql`of_partner <> ${NOBODY}::uuid`,
    },
  ];
  // Nobody's calls have neither partner nor mode, and an index finds NULL only where it is asked for by name.
  if (groups.some(({ partner_id }) => partner_id === NOBODY)) {
    sources.push({
      from: callsWhere(Prisma.sql`partner_id IS NULL`),
      where: Prisma.sql`of_partner = ${NOBODY}::uuid`,
    });
  }
  const all = (of: typeof summedCalls) =>
    Prisma.join(
      sources.map(({ where, from }) => of(where, from)),
      " UNION ALL ",
    );
  await replaceSums(tx, {
    touched: Prisma.sql`touched AS MATERIALIZED (
      SELECT * FROM unnest(${groups.map(({ hour }) => hour)}::timestamptz[], ${groups.map(({ partner_id }) => partner_id)}::uuid[],
        ${groups.map(({ mode }) => mode)}::key_mode[]) AS touched (from_hour, of_partner, in_mode)
    ),`,
    summed: all(summedCalls),
    limits: all(limitUse),
    old: Prisma.sql`SELECT usage_hours.* FROM touched CROSS JOIN LATERAL (
      SELECT ctid AS place, * FROM usage_hours WHERE partner_id = of_partner AND hour = from_hour AND mode = in_mode OFFSET 0
    ) AS usage_hours`,
  });
}

/** Puts new sums into the place of old ones, both of the same groups. */
async function replaceSums(
  tx: Transaction,
  { touched, summed, limits, old }: Record<"touched" | "summed" | "limits" | "old", Prisma.Sql>,
): Promise<void> {
  // FULL JOIN keeps the planner to hashing or sorting.
  await tx.$executeRaw`
    WITH ${touched} summed AS MATERIALIZED (
      ${summed}
    ), old AS (
      ${old}
    ), compared AS MATERIALIZED (
      SELECT summed, old.place FROM old FULL JOIN summed USING (hour, partner_id, api_key_id, mode, endpoint, method, status_class, country, error_code)
      -- Most rows of the hours looked at again have not changed, and are not written again.
      WHERE (old.calls, old.errors, old.units, old.billable_units, old.duration_us, old.latency)
        IS DISTINCT FROM (summed.calls, summed.errors, summed.units, summed.billable_units, summed.duration_us, summed.latency)
    ), gone AS (
      -- A call whose outcome was corrected may have been the only one of its kind.
      DELETE FROM usage_hours WHERE ctid = ANY (ARRAY(SELECT place FROM compared WHERE (summed).hour IS NULL))
    ), totals AS (
      INSERT INTO usage_totals (partner_id, mode, hour, calls, errors, units, billable_units, duration_us, latency, peak_minute, day_use)
      SELECT partner_id, mode, hour, ${ADDED}, max(peak_minute), sum(day_use)
      FROM (
        SELECT partner_id, mode, hour, calls, errors, units, billable_units, duration_us, latency, 0 AS peak_minute, 0 AS day_use FROM summed
        UNION ALL
        SELECT partner_id, mode, hour, 0, 0, 0, 0, 0, NULL, peak_minute, day_use FROM (${limits}) AS limits
      ) AS parts GROUP BY 1, 2, 3
      ON CONFLICT (partner_id, mode, hour) DO UPDATE SET calls = excluded.calls, errors = excluded.errors, units = excluded.units,
        billable_units = excluded.billable_units, duration_us = excluded.duration_us, latency = excluded.latency,
        peak_minute = excluded.peak_minute, day_use = excluded.day_use
    )
    INSERT INTO usage_hours (hour, partner_id, api_key_id, mode, endpoint, method, status_class, country, error_code,
      calls, errors, units, billable_units, duration_us, latency)
    SELECT (summed).* FROM compared WHERE (summed).hour IS NOT NULL
    ON CONFLICT (partner_id, hour, api_key_id, mode, endpoint, method, status_class, country, error_code) DO UPDATE
    SET calls = excluded.calls, errors = excluded.errors, units = excluded.units, billable_units = excluded.billable_units,
      duration_us = excluded.duration_us, latency = excluded.latency`;
}

/** Sums the days that have ended since the last run, and those before them that got late rows. */
async function sumDays(
  tx: Transaction,
  touched: readonly Group[],
  summedTo: Date | null,
  today: Date,
): Promise<void> {
  const from = summedTo ?? (await tx.usageHour.aggregate({ _min: { hour: true } }))._min.hour;
  if (from === null) return;
  // Days from here on are summed whole.
  const start = Math.min(startOfDay(from.getTime()).getTime(), today.getTime());
  const late = new Map<number, Set<string>>();
  for (const { hour, partner_id } of touched) {
    const day = startOfDay(hour.getTime()).getTime();
    if (day < start) late.set(day, (late.get(day) ?? new Set()).add(partner_id));
  }
  for (const [day, partners] of late) await sumDay(tx, new Date(day), [...partners]);
  const days = await tx.$queryRaw<{ day: Date }[]>`
    SELECT DISTINCT date_trunc('day', hour, 'UTC') AS day FROM usage_totals
    WHERE hour >= ${new Date(start)} AND hour < ${today} ORDER BY 1`;
  for (const { day } of days) await sumDay(tx, day, null);
  await setWatermark(tx, DAY_ROLLUP, today);
}

/** Sums one day anew from its hours, of all partners or of some. */
async function sumDay(tx: Transaction, day: Date, partners: readonly string[] | null): Promise<void> {
  const of = partners === null ? Prisma.empty : Prisma.sql`AND partner_id = ANY(${partners}::uuid[])`;
  await tx.$executeRaw`DELETE FROM usage_days WHERE day = ${day} ${of}`;
  await tx.$executeRaw`
    INSERT INTO usage_days (partner_id, mode, dimension, day, value, calls, errors, units, billable_units, duration_us, latency)
    SELECT partner_id, mode,
      (CASE 0 WHEN grouping(key) THEN 'key' WHEN grouping(path) THEN 'endpoint' WHEN grouping(error_code) THEN 'cause'
        WHEN grouping(class) THEN 'status' ELSE 'country' END)::usage_dimension,
      ${day}, coalesce(key, path, error_code, class, country), ${ADDED}
    FROM (
      SELECT *, api_key_id::text AS key, method || ' ' || endpoint AS path, status_class::text AS class
      FROM usage_hours WHERE hour >= ${day} AND hour < ${new Date(day.getTime() + DAY_MS)} ${of}
    ) AS hours
    GROUP BY partner_id, mode, GROUPING SETS (key, path, error_code, class, country)
    HAVING NOT (grouping(error_code) = 0 AND error_code = '')`;
  await sumPlatformDay(tx, day);
}

/** Sums one day of all partners together anew from the sums of each. Every call has one status, so it counts once. */
async function sumPlatformDay(tx: Transaction, day: Date): Promise<void> {
  await tx.$executeRaw`DELETE FROM platform_days WHERE day = ${day}`;
  await tx.$executeRaw`
    INSERT INTO platform_days (dimension, day, mode, value, calls, errors, units, billable_units, duration_us, latency)
    SELECT (CASE dimension WHEN 'status' THEN 'partner' ELSE dimension::text END)::platform_dimension, ${day}, mode, of_value, ${ADDED}
    FROM (
      SELECT *, CASE dimension WHEN 'status' THEN partner_id::text ELSE value END AS of_value FROM usage_days
      WHERE day = ${day} AND (dimension = 'status' OR dimension IN ('endpoint', 'country') AND partner_id <> ${NOBODY}::uuid)
    ) AS sums
    GROUP BY dimension, mode, of_value`;
}

async function setWatermark(tx: Transaction, name: string, watermark: Date): Promise<void> {
  await tx.rollupState.upsert({ where: { name }, create: { name, watermark }, update: { watermark } });
}

function startOfDay(time: number): Date {
  return new Date(Math.floor(time / DAY_MS) * DAY_MS);
}
