import type Stripe from "stripe";
import type { PaidAhead } from "@/lib/vendors/stripe/stand-in/billing/line-amounts";
import { presentPlan } from "@/lib/vendors/stripe/stand-in/plans";
import { PRICE } from "@/lib/vendors/stripe/stand-in/prices";
import { defineKind, load, present, type Stored } from "@/lib/vendors/stripe/stand-in/store";

/** One price of a subscription. */
export interface SubscriptionItemState extends Stored {
  subscription: string;
  price: string;
  /** Null for a metered price. */
  quantity: number | null;
  metadata: Record<string, string>;
  current_period_start: number;
  current_period_end: number;
  /** What has been charged for it in advance, and by which line, where it has been invoiced. */
  paid_ahead: (PaidAhead & { invoice: string | null; line: string | null }) | null;
}

export const SUBSCRIPTION_ITEM = defineKind<SubscriptionItemState, Stripe.SubscriptionItem>({
  name: "subscription_item",
  title: "subscription item",
  prefix: "si",
  async present(state, world) {
    const price = await load(world, PRICE, state.price);
    return {
      id: state.id,
      object: "subscription_item",
      billing_thresholds: null,
      created: state.created,
      current_period_end: state.current_period_end,
      current_period_start: state.current_period_start,
      current_trial: null,
      discounts: [],
      metadata: state.metadata,
      plan: presentPlan(price),
      price: await present(world, PRICE, price),
      ...(state.quantity === null ? {} : { quantity: state.quantity }),
      subscription: state.subscription,
      tax_rates: [],
    };
  },
});
