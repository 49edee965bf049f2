import type { MonthCost } from "@/lib/partners/usage/schemas";
import { sumsByHour } from "@/lib/partners/usage/usage-sums";
import { UNIT_PRICE_MICRO_USD } from "@/lib/plans/tiers";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
const HOURS_A_WEEK = 168;
const MOST_WEEKS = 4;

/**
 * What live calls cost in the running UTC month, in micro-dollars, and what they may come to: what they cost so far,
 * plus for each hour of the month still to come the mean of what the same hour of the week cost in the last four whole
 * weeks (fewer where the partner's first call is younger; no forecast before one week). Throws Forbidden.
 */
export async function getMonthCost(ctx: PartnerContext): Promise<MonthCost> {
  assertPermitted(ctx, "usage:read");
  const live: PartnerContext = { ...ctx, mode: "live" };
  const now = ctx.clock.now();
  const month = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1);
  const nextMonth = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
  const lastMonth = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1);
  const hour = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS;
  const span = { from: new Date(lastMonth), to: new Date(hour + HOUR_MS) };
  const [hours, first] = await Promise.all([
    ctx.db.$queryRaw<{ hour: Date; units: bigint }[]>`
      SELECT hour, billable_units AS units FROM (${sumsByHour(live, span)}) AS sums WHERE billable_units > 0`,
    ctx.db.usageTotal.findFirst({
      where: { partnerId: live.partnerId, mode: "live" },
      orderBy: { hour: "asc" },
      select: { hour: true },
    }),
  ]);
  const between = (from: number, to: number) =>
    hours.reduce(
      (sum, row) => (row.hour.getTime() >= from && row.hour.getTime() < to ? sum + Number(row.units) : sum),
      0,
    );
  const weeks = first?.hour ? Math.min(MOST_WEEKS, Math.floor((hour - first.hour.getTime()) / WEEK_MS)) : 0;
  const ofWeek = new Array<number>(HOURS_A_WEEK).fill(0);
  for (const row of hours) {
    const time = row.hour.getTime();
    if (time >= hour - weeks * WEEK_MS && time < hour) {
      ofWeek[hourOfWeek(time)] = (ofWeek[hourOfWeek(time)] ?? 0) + Number(row.units);
    }
  }
  let toCome = 0;
  for (let time = hour + HOUR_MS; time < nextMonth; time += HOUR_MS) toCome += ofWeek[hourOfWeek(time)] ?? 0;
  const soFar = between(month, nextMonth);
  return {
    month: new Date(month).toISOString().slice(0, 7),
    so_far_micro_usd: soFar * UNIT_PRICE_MICRO_USD,
    so_far_units: soFar,
    last_month_micro_usd: between(lastMonth, month) * UNIT_PRICE_MICRO_USD,
    forecast_micro_usd: weeks === 0 ? null : Math.round((soFar + toCome / weeks) * UNIT_PRICE_MICRO_USD),
    forecast_weeks: weeks,
  };
}

function hourOfWeek(time: number): number {
  return (time / HOUR_MS) % HOURS_A_WEEK;
}
