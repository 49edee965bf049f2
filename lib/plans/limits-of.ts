import { effectiveTier, type TieredPartner } from "@/lib/plans/effective-tier";
import { TEST_CALLS_PER_DAY, TIERS } from "@/lib/plans/tiers";

/** What of a partner its limits follow from. */
export interface LimitedPartner extends TieredPartner {
  perMinuteLimit: number | null;
  perDayLimit: number | null;
}

/** The limits of a partner's calls; `batchPairs` is the most pairs of one batch. */
export interface PlanLimits {
  perMinute: number;
  perDay: number;
  batchPairs: number;
}

/**
 * Live calls have the limits of the tier in force, or the contract's where it says otherwise; test calls the tier's too,
 * and no more a day than anybody needs to try things.
 */
export function limitsOf(partner: LimitedPartner, mode: "live" | "test"): PlanLimits {
  const tier = TIERS[effectiveTier(partner)];
  if (mode === "test") {
    const { perMinute, perDay, batchPairs } = tier;
    return { perMinute, perDay: Math.min(perDay, TEST_CALLS_PER_DAY), batchPairs };
  }
  return {
    perMinute: partner.perMinuteLimit ?? tier.perMinute,
    perDay: partner.perDayLimit ?? tier.perDay,
    batchPairs: tier.batchPairs,
  };
}
