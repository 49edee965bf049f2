import type Stripe from "stripe";
import { askStripe, orNull } from "@/lib/billing/billing/ask-stripe";
import { findOwnPlan } from "@/lib/billing/billing/find-own-plan";
import { findPrice } from "@/lib/billing/billing/find-price";
import { isLive } from "@/lib/billing/billing/partner-standing";
import { idOf, planPrice, tierOf } from "@/lib/billing/billing/stripe-names";
import type { PlanTier } from "@/lib/plans/tiers";
import type { PartnerContext } from "@/lib/platform/context";
import { Conflict } from "@/lib/platform/errors";

/** A change of plan as Stripe's present state has it. */
export interface Change {
  subscription: Stripe.Subscription;
  item: Stripe.SubscriptionItem;
  price: Stripe.Price;
  /** The trial ends with it. A trial never moves to another plan. */
  endsTrial: boolean;
  /** A new period begins with it, because a trial ends or the interval is another. */
  startsAnew: boolean;
  /** All of the subscription's state that the amounts follow from. */
  basis: string;
}

/** Reads what a change to a tier begins with. Throws Conflict `not_subscribed` or `already_on_plan`, Unavailable. */
export async function readChange(ctx: PartnerContext, tier: PlanTier): Promise<Change> {
  const known = await findOwnPlan(ctx);
  const subscription = await orNull(
    askStripe(ctx, (client) =>
      client.subscriptions.retrieve(known.id, { expand: ["discounts.source.coupon"] }),
    ),
  );
  const item = subscription?.items.data[0];
  if (subscription === null || item === undefined || !isLive(subscription)) {
    throw new Conflict("not_subscribed", "You have no plan to change. Choose one first.");
  }
  if (tierOf(item.price) === tier) throw new Conflict("already_on_plan", "You are already on this plan.");
  const price = await findPrice(ctx, planPrice(tier));
  const endsTrial = subscription.status === "trialing";
  return {
    subscription,
    item,
    price,
    endsTrial,
    startsAnew: endsTrial || price.recurring?.interval !== item.price.recurring?.interval,
    basis: basisOf(subscription, item),
  };
}

function basisOf(subscription: Stripe.Subscription, item: Stripe.SubscriptionItem): string {
  const { pending_update: pending } = subscription;
  return JSON.stringify([
    subscription.status,
    item.id,
    item.price.id,
    item.quantity,
    item.current_period_start,
    item.current_period_end,
    subscription.trial_end,
    subscription.cancel_at,
    subscription.cancel_at_period_end,
    idOf(subscription.latest_invoice),
    pending?.expires_at ?? null,
    subscription.discounts.map((discount) => idOf(discount)),
  ]);
}

/** What is asked of Stripe for it: the same for the preview and the deed. */
export function termsOf({ item, price, endsTrial }: Change, prorationAt: Date) {
  return {
    items: [{ id: item.id, price: price.id }],
    proration_behavior: "always_invoice" as const,
    ...(endsTrial
      ? { trial_end: "now" as const }
      : { proration_date: Math.floor(prorationAt.getTime() / 1_000) }),
  };
}

/** What a change comes to at a moment, by Stripe's own count. */
export function previewInvoice(
  ctx: PartnerContext,
  change: Change,
  prorationAt: Date,
): Promise<Stripe.Invoice> {
  return askStripe(ctx, (client) =>
    client.invoices.createPreview({
      subscription: change.subscription.id,
      subscription_details: termsOf(change, prorationAt),
    }),
  );
}

export interface ChangeAmounts {
  dueMinor: number;
  totalMinor: number;
  balanceMinor: number;
}

/** What an invoice charges and leaves on the customer's balance. Stripe leaves the balance of a preview open. */
export function amountsOf({
  amount_due,
  total,
  starting_balance,
  ending_balance,
}: Stripe.Invoice): ChangeAmounts {
  return {
    dueMinor: amount_due,
    totalMinor: total,
    balanceMinor: ending_balance ?? (amount_due > 0 ? 0 : total + starting_balance),
  };
}
