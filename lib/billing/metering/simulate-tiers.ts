import { assertMonth } from "@/lib/billing/metering/billing-month";
import type { MonthQuery, TierSimulation } from "@/lib/billing/metering/schemas";
import { roundMicroUsd } from "@/lib/money/money";
import { readLimitUse } from "@/lib/partners/usage/read-limit-use";
import { effectiveTier } from "@/lib/plans/effective-tier";
import { TIERS, type TierName, UNIT_PRICE_MICRO_USD } from "@/lib/plans/tiers";
import type { PartnerContext } from "@/lib/platform/context";
import { findPartner } from "@/lib/platform/find-partner";
import { assertPermitted } from "@/lib/platform/permissions";

const MONTHS_A_YEAR = 12;

/**
 * What the partner's live calls of a month, one of the last twelve, would have cost under each tier, and whether its
 * limits would have held: the plan's price (a year's spread over its months), the usage rounded once, hours in which a
 * minute was beyond the limit and days that were. A minute is one of the clock, while the limit's slides, and what the
 * present limits refused is not in it. Throws Forbidden, and Invalid for another month.
 */
export async function simulateTiers(ctx: PartnerContext, input: MonthQuery): Promise<TierSimulation> {
  assertPermitted(ctx, "billing:read");
  const { from, to } = assertMonth(input.month, ctx.clock.now());
  const [partner, { hours, days, billableUnits }] = await Promise.all([
    findPartner(ctx, ctx.db, ctx.partnerId),
    readLimitUse({ ...ctx, mode: "live" }, { from, to }),
  ]);
  const usageMicroUsd = billableUnits * BigInt(UNIT_PRICE_MICRO_USD);
  const usageMinor = roundMicroUsd(usageMicroUsd).amountMinor;
  const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), 0);
  const names = (Object.keys(TIERS) as TierName[]).filter((name) => name !== "free");
  return {
    month: from.toISOString().slice(0, 7),
    units: Number(billableUnits),
    usage_minor: usageMinor,
    peak_minute: most(hours),
    peak_day: most(days),
    hours: hours.length,
    days: days.length,
    tiers: names.map((name) => {
      const { perMinute, perDay, priceMinor, interval } = TIERS[name];
      const planMinor =
        priceMinor === null
          ? null
          : Math.round(interval === "year" ? priceMinor / MONTHS_A_YEAR : priceMinor);
      return {
        tier: name,
        current: effectiveTier(partner) === name,
        plan_minor: planMinor,
        interval,
        total_minor: planMinor === null ? null : planMinor + usageMinor,
        per_minute: perMinute,
        per_day: perDay,
        hours_over: hours.filter((calls) => calls > perMinute).length,
        days_over: days.filter((calls) => calls > perDay).length,
      };
    }),
  };
}
