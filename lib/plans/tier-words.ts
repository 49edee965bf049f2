import { type PlanTier, TIERS, type Tier, type TierName } from "@/lib/plans/tiers";

/** What each tier has beyond calls. */
export const TIER_ADDS: Record<TierName, readonly string[]> = {
  free: ["Test keys and live keys", "Results with every trait explained"],
  starter: ["Basic support"],
  professional: ["Priority support", "Paid by the month, so you can leave any month"],
  enterprise: [
    "Signed requests",
    "White label",
    "99.9% uptime SLA with credits",
    "Dedicated support",
    "Research insights",
  ],
  research: ["Research insights, anonymized", "Basic support"],
  agency: ["Clients of your own"],
  white_label: ["White label", "Signed requests"],
};

/** What most who outgrow Starter should take: ten times the calls of Professional at a third of its price. */
export const RECOMMENDED: PlanTier = "enterprise";

const MONTHS_A_YEAR = 12;

/** What a tier costs a month and a year, in US cents, whichever it is billed by; null for free and by contract. */
export function pricesOf({ priceMinor, interval }: Tier): { monthMinor: number; yearMinor: number } | null {
  if (priceMinor === null || interval === null) return null;
  return interval === "month"
    ? { monthMinor: priceMinor, yearMinor: priceMinor * MONTHS_A_YEAR }
    : { monthMinor: Math.round(priceMinor / MONTHS_A_YEAR), yearMinor: priceMinor };
}

/** `$8,333`: a price in whole dollars, for tables that compare. */
export function roundDollars(minor: number): string {
  return whole.format(minor / 100);
}

const whole = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  maximumFractionDigits: 0,
});

/** Of the tier's price, what it is not billed by: `$60,000 a year` beside `$5,000 / month`. */
export function otherPrice(name: TierName): string | null {
  const tier: Tier = TIERS[name];
  const prices = pricesOf(tier);
  if (prices === null) return null;
  return tier.interval === "month"
    ? `${roundDollars(prices.yearMinor)} a year`
    : `${roundDollars(prices.monthMinor)} a month, billed once a year`;
}
