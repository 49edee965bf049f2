import type Stripe from "stripe";
import { boundary } from "@/lib/vendors/stripe/stand-in/billing/billing-period";
import type { Reduction } from "@/lib/vendors/stripe/stand-in/billing/invoice-totals";
import { COUPON } from "@/lib/vendors/stripe/stand-in/coupons";
import { PROMOTION_CODE, redeem } from "@/lib/vendors/stripe/stand-in/promotion-codes";
import { invalid } from "@/lib/vendors/stripe/stand-in/refusal";
import {
  defineKind,
  find,
  insert,
  load,
  newStripeId,
  type Stored,
} from "@/lib/vendors/stripe/stand-in/store";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

/** A coupon as it applies to one subscription or one invoice. */
export interface DiscountState extends Stored {
  coupon: string;
  promotion_code: string | null;
  customer: string;
  subscription: string | null;
  invoice: string | null;
  /** When it ends; null where it does not, or where it is for one invoice alone. */
  end: number | null;
}

export const DISCOUNT = defineKind<DiscountState, Stripe.Discount>({
  name: "discount",
  title: "discount",
  prefix: "di",
  present: (state) => ({
    id: state.id,
    object: "discount",
    checkout_session: null,
    customer: state.customer,
    customer_account: null,
    end: state.end,
    invoice: state.invoice,
    invoice_item: null,
    promotion_code: state.promotion_code,
    source: { coupon: state.coupon, type: "coupon" },
    start: state.created,
    subscription: state.subscription,
    subscription_item: null,
  }),
});

/** What a request names: a coupon, a promotion code, or a discount that is there already. */
export interface DiscountChoice {
  coupon?: string | undefined;
  promotion_code?: string | undefined;
  discount?: string | undefined;
}

/**
 * Makes the discounts that a request names; those it names by id must be among `present` and stay. Refuses a coupon or
 * code that is not, or no longer, valid.
 */
export async function makeDiscounts(
  world: World,
  choices: readonly DiscountChoice[],
  of: { customer: string; subscription: string | null; invoice: string | null; present: readonly string[] },
): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, choice] of choices.entries()) {
    ids.push(await makeDiscount(world, choice, of, `discounts[${index}]`));
  }
  return ids;
}

async function makeDiscount(
  world: World,
  choice: DiscountChoice,
  of: { customer: string; subscription: string | null; invoice: string | null; present: readonly string[] },
  param: string,
): Promise<string> {
  if (choice.discount !== undefined) {
    if (!of.present.includes(choice.discount))
      throw invalid(`No such discount: '${choice.discount}'`, { param });
    return choice.discount;
  }
  const code =
    choice.promotion_code === undefined
      ? null
      : await load(world, PROMOTION_CODE, choice.promotion_code, `${param}[promotion_code]`);
  const couponId = code === null ? choice.coupon : code.coupon;
  if (couponId === undefined) {
    throw invalid("Must provide one of coupon, promotion_code or discount.", { param });
  }
  const coupon = await load(world, COUPON, couponId, `${param}[coupon]`);
  await redeem(world, coupon.id, code?.id ?? null);
  const months = coupon.duration === "repeating" ? (coupon.duration_in_months ?? 0) : null;
  const discount = await insert(world, DISCOUNT, {
    id: newStripeId("di"),
    created: world.now,
    coupon: coupon.id,
    promotion_code: code?.id ?? null,
    customer: of.customer,
    subscription: of.subscription,
    invoice: of.invoice,
    end: months === null ? null : boundary(world.now, { interval: "month", interval_count: 1 }, months),
  });
  return discount.id;
}

/** What discounts take off; those that have ended by `at` take nothing. */
export async function reductionsOf(
  world: World,
  discounts: readonly string[],
  at: number,
): Promise<(Reduction & { once: boolean })[]> {
  const reductions: (Reduction & { once: boolean })[] = [];
  for (const id of discounts) {
    const discount = await load(world, DISCOUNT, id);
    const coupon = await find(world, COUPON, discount.coupon);
    if (coupon === null || (discount.end !== null && discount.end <= at)) continue;
    reductions.push({
      discount: id,
      percentOff: coupon.percent_off,
      amountOff: coupon.amount_off,
      products: coupon.products,
      once: coupon.duration === "once",
    });
  }
  return reductions;
}
