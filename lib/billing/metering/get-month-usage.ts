import { assertMonth } from "@/lib/billing/metering/billing-month";
import { isMetered } from "@/lib/billing/metering/get-api-usage-summary";
import type { MonthQuery, MonthUsage } from "@/lib/billing/metering/schemas";
import { roundMicroUsd } from "@/lib/money/money";
import { getUsageBreakdown } from "@/lib/partners/usage/get-usage-breakdown";
import { getUsageSeries } from "@/lib/partners/usage/get-usage-series";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

const DAY_MS = 86_400_000;

/**
 * What live calls of a month came to, to the last call, by day and by endpoint. Throws Forbidden, and Invalid for a month
 * that is none of the last twelve.
 */
export async function getMonthUsage(ctx: PartnerContext, input: MonthQuery): Promise<MonthUsage> {
  assertPermitted(ctx, "billing:read");
  const now = ctx.clock.now();
  const { from, to } = assertMonth(input.month, now);
  const live: PartnerContext = { ...ctx, mode: "live" };
  const dayName = (time: number) => new Date(time).toISOString().slice(0, 10);
  const range = {
    range: "custom" as const,
    from: dayName(from.getTime()),
    to: dayName(Math.min(to.getTime() - DAY_MS, now.getTime())),
  };
  const [series, breakdown, charged] = await Promise.all([
    getUsageSeries(live, { ...range, by: "day" }),
    getUsageBreakdown(live, { ...range, by: "endpoint" }),
    isMetered(ctx),
  ]);
  const { billable_units: units, cost_micro_usd } = breakdown.total;
  return {
    month: range.from.slice(0, 7),
    running: to > now,
    charged,
    units,
    cost_micro_usd,
    cost_minor: roundMicroUsd(BigInt(cost_micro_usd)).amountMinor,
    days: series.data.map((row) => ({
      day: row.time.slice(0, 10),
      calls: row.calls,
      units: row.billable_units,
      cost_micro_usd: row.cost_micro_usd,
    })),
    endpoints: breakdown.data
      .filter(({ billable_units }) => billable_units > 0)
      .map((row) => ({
        endpoint: row.value,
        calls: row.calls,
        units: row.billable_units,
        cost_micro_usd: row.cost_micro_usd,
        share: row.billable_units / units,
      }))
      .sort((a, b) => b.units - a.units),
  };
}
