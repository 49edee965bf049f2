import { AI_TOKENS_PER_CENT, AI_TOKENS_SOLD_BY, UNIT_PRICE_MICRO_USD } from "@/lib/plans/tiers";

const exact = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  maximumFractionDigits: 6,
});

/** `$0.00005`: what one pair costs that a live call scores. */
export const PAIR_PRICE = exact.format(UNIT_PRICE_MICRO_USD / 1_000_000);

/** `$0.05`: what a thousand of them cost. */
export const THOUSAND_PAIRS_PRICE = exact.format(UNIT_PRICE_MICRO_USD / 1_000);

/** `$0.10`: what a thousand AI tokens cost, which is as they are sold. */
export const THOUSAND_TOKENS_PRICE = exact.format(AI_TOKENS_SOLD_BY / AI_TOKENS_PER_CENT / 100);

/** `17,348 pairs scored, at $0.00005 each`. */
export function pairsAtPrice(pairs: number): string {
  const count = pairs.toLocaleString("en-US");
  return `${count} ${pairs === 1 ? "pair" : "pairs"} scored, at ${PAIR_PRICE} each`;
}
