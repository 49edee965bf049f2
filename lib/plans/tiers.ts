/** What each tier allows and costs: the one place for these numbers. Prices are US cents. */
export interface Tier {
  readonly perMinute: number;
  readonly perDay: number;
  readonly batchPairs: number;
  readonly priceMinor: number | null;
  readonly interval: "month" | "year" | null;
  /** Days of the plan that are given before its price is first charged, once a partner; null for none. */
  readonly trialDays: number | null;
}

export const TIERS = {
  free: { perMinute: 10, perDay: 500, batchPairs: 5, priceMinor: 0, interval: null, trialDays: null },
  starter: {
    perMinute: 60,
    perDay: 10_000,
    batchPairs: 10,
    priceMinor: 500_000,
    interval: "month",
    trialDays: null,
  },
  professional: {
    perMinute: 300,
    perDay: 100_000,
    batchPairs: 50,
    priceMinor: 2_500_000,
    interval: "month",
    trialDays: null,
  },
  enterprise: {
    perMinute: 1_000,
    perDay: 1_000_000,
    batchPairs: 100,
    priceMinor: 10_000_000,
    interval: "year",
    trialDays: null,
  },
  research: {
    perMinute: 100,
    perDay: 50_000,
    batchPairs: 50,
    priceMinor: 1_000_000,
    interval: "year",
    trialDays: 14,
  },
  /** By contract; limits as professional. */
  agency: {
    perMinute: 300,
    perDay: 100_000,
    batchPairs: 50,
    priceMinor: null,
    interval: null,
    trialDays: null,
  },
  /** By contract; limits as enterprise. */
  white_label: {
    perMinute: 1_000,
    perDay: 1_000_000,
    batchPairs: 100,
    priceMinor: null,
    interval: null,
    trialDays: null,
  },
} as const satisfies Record<string, Tier>;

export type TierName = keyof typeof TIERS;

/** Those that anybody may buy, in the order in which they are shown. */
export const PLAN_TIERS = ["starter", "professional", "enterprise", "research"] as const satisfies TierName[];
export type PlanTier = (typeof PLAN_TIERS)[number];

/** Test keys have their tier's calls a minute and pairs a batch, and no more calls a UTC day than these. */
export const TEST_CALLS_PER_DAY = 5_000;

/** Whether a tier allows more than another: prices do not say it, because a year costs less than twelve months. */
export function allowsMore(tier: TierName, than: TierName): boolean {
  return TIERS[tier].perDay > TIERS[than].perDay;
}

/** A payment that fails leaves live calls as they are for so long; then they are refused until it is made. */
export const GRACE_DAYS = 7;

/** $0.05 for 1,000 billable units, so 50 micro-dollars each. */
export const UNIT_PRICE_MICRO_USD = 50;

/** $0.10 for 1,000 AI tokens, so a hundred of them are a cent. Sold by the thousand. */
export const AI_TOKENS_PER_CENT = 100;
export const AI_TOKENS_SOLD_BY = 1_000;

/**
 * What publishing one event costs: matching before it, analytics after it, the partner's brand on its page. An operator
 * sets a partner's price within the range. US cents.
 */
export const EVENT_PASS_PRICE = { least: 200_000, usual: 500_000, most: 1_000_000 } as const;

/**
 * What a month of the event partnership costs: several events, first in the matching queue, analytics over all events. An
 * operator sets a partner's price and number of events within the ranges. US cents.
 */
export const PARTNERSHIP_PRICE = { least: 500_000, usual: 1_000_000, most: 2_500_000 } as const;
export const PARTNERSHIP_EVENTS = { least: 2, usual: 10, most: 200 } as const;
/** How many months are sold at once. */
export const PARTNERSHIP_MONTHS = [1, 3, 6, 12] as const;

/** Stripe charges no card less than 50 cents. */
export const LEAST_CHARGE_MINOR = 50;
