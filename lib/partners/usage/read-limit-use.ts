import { limitUseByHour, type Span, sumsByHour } from "@/lib/partners/usage/usage-sums";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

export interface SpanUse {
  /** The fullest minute of each hour with calls. */
  hours: number[];
  /** What each UTC day with calls took of a day's limit. */
  days: number[];
  billableUnits: bigint;
}

/** How much of limits the context's mode took in whole UTC days, and its billable units. Throws Forbidden. */
export async function readLimitUse(ctx: PartnerContext, span: Span): Promise<SpanUse> {
  assertPermitted(ctx, "usage:read");
  const [hours, [sum]] = await Promise.all([
    ctx.db.$queryRaw<{ hour: Date; peak: number; use: bigint }[]>`
      SELECT hour, max(peak_minute)::int AS peak, sum(day_use)::bigint AS use
      FROM (${limitUseByHour(ctx, span)}) AS uses GROUP BY hour ORDER BY hour`,
    ctx.db.$queryRaw<{ units: bigint }[]>`
      SELECT coalesce(sum(billable_units), 0)::bigint AS units FROM (${sumsByHour(ctx, span)}) AS sums`,
  ]);
  const days = new Map<string, number>();
  for (const { hour, use } of hours) {
    const day = hour.toISOString().slice(0, 10);
    days.set(day, (days.get(day) ?? 0) + Number(use));
  }
  return { hours: hours.map(({ peak }) => peak), days: [...days.values()], billableUnits: sum?.units ?? 0n };
}
