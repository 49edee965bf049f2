/** What each tier allows and costs: the one place for these numbers. Prices are US cents. */
export interface Tier {
  readonly perMinute: number;
  readonly perDay: number;
  readonly batchPairs: number;
  readonly priceMinor: number | null;
  readonly interval: "month" | "year" | null;
}

export const TIERS = {
  free: { perMinute: 10, perDay: 500, batchPairs: 5, priceMinor: 0, interval: null },
  starter: { perMinute: 60, perDay: 10_000, batchPairs: 10, priceMinor: 500_000, interval: "month" },
  professional: { perMinute: 300, perDay: 100_000, batchPairs: 50, priceMinor: 2_500_000, interval: "month" },
  enterprise: {
    perMinute: 1_000,
    perDay: 1_000_000,
    batchPairs: 100,
    priceMinor: 10_000_000,
    interval: "year",
  },
  research: { perMinute: 100, perDay: 50_000, batchPairs: 50, priceMinor: 1_000_000, interval: "year" },
  /** By contract; limits as professional. */
  agency: { perMinute: 300, perDay: 100_000, batchPairs: 50, priceMinor: null, interval: null },
  /** By contract; limits as enterprise. */
  white_label: { perMinute: 1_000, perDay: 1_000_000, batchPairs: 100, priceMinor: null, interval: null },
} as const satisfies Record<string, Tier>;

export type TierName = keyof typeof TIERS;

/** $0.05 for 1,000 billable units, so 50 micro-dollars each. */
export const UNIT_PRICE_MICRO_USD = 50;

/** $0.10 for 1,000 AI tokens, so a hundred of them are a cent. Sold by the thousand. */
export const AI_TOKENS_PER_CENT = 100;
export const AI_TOKENS_SOLD_BY = 1_000;
