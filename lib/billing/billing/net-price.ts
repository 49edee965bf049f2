import type Stripe from "stripe";

/** What a price comes to at a time after the discounts that last until then: those of one invoice alone take nothing off. */
export function netPrice(
  amountMinor: number,
  discounts: readonly (string | Stripe.Discount)[],
  at: Date,
): number {
  let left = amountMinor;
  for (const discount of discounts) {
    const coupon = typeof discount === "string" ? null : discount.source.coupon;
    if (coupon === null || typeof coupon === "string" || coupon.duration === "once") continue;
    if (typeof discount !== "string" && discount.end !== null && discount.end * 1_000 <= at.getTime())
      continue;
    if (coupon.percent_off !== null) left -= Math.round((left * coupon.percent_off) / 100);
    else left -= coupon.amount_off ?? 0;
  }
  return Math.max(0, left);
}
