import { invalid } from "@/lib/vendors/stripe/stand-in/refusal";

/** Stripe charges no card less than half a dollar. */
export const MINIMUM_CHARGE = 50;

/** Refuses a payment that Stripe would not take. An invoice that is too small is owed with the next one instead. */
export function assertChargeable(
  amount: number,
  currency: string | null,
  param: string,
  words: string,
): void {
  if (currency !== "usd" || amount === 0 || amount >= MINIMUM_CHARGE) return;
  throw invalid(words, { param, code: "amount_too_small" });
}
