import type Stripe from "stripe";

/** What a price comes to after the discounts that last: those of one invoice alone take nothing off. */
export function netPrice(amountMinor: number, discounts: readonly (string | Stripe.Discount)[]): number {
  let left = amountMinor;
  for (const discount of discounts) {
    const coupon = typeof discount === "string" ? null : discount.source.coupon;
    if (coupon === null || typeof coupon === "string" || coupon.duration === "once") continue;
    if (coupon.percent_off !== null) left -= Math.round((left * coupon.percent_off) / 100);
    else left -= coupon.amount_off ?? 0;
  }
  return Math.max(0, left);
}
