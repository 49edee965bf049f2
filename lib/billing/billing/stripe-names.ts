import { CURRENCIES, type Currency } from "@/lib/money/money";
import { type PlanTier, TIERS, type TierName } from "@/lib/plans/tiers";

/** What things of ours are called at Stripe. */
export const USAGE_METER = "soulmate_live_units";
export const USAGE_PRICE = "usage_live_units";
export const AI_TOKENS_PRICE = "ai_tokens_1000";

export function planPrice(tier: PlanTier): string {
  return `plan_${tier}`;
}

/** The tier that a price is for, by what we wrote on it when we made it. */
export function tierOf(price: {
  lookup_key: string | null;
  metadata: Record<string, string>;
}): TierName | null {
  const named = price.metadata.tier ?? price.lookup_key?.replace(/^plan_/, "");
  return (Object.keys(TIERS) as TierName[]).find((tier) => tier === named) ?? null;
}

/** An expandable field's id, expanded or not. */
export function idOf(field: string | { id: string } | null | undefined): string | null {
  return typeof field === "object" && field !== null ? field.id : (field ?? null);
}

/** The door of the books: a currency of ours, as Stripe writes it; null for one that nothing may be booked in. */
export function currencyOf(code: string): Currency | null {
  return CURRENCIES.find((known) => known === code.toUpperCase()) ?? null;
}

/** Stripe's seconds. */
export function timeOf(seconds: number): Date;
export function timeOf(seconds: number | null): Date | null;
export function timeOf(seconds: number | null): Date | null {
  return seconds === null ? null : new Date(seconds * 1_000);
}
