import type Stripe from "stripe";
import { applySubscription } from "@/lib/billing/billing/apply-subscription";
import { askForReport } from "@/lib/billing/billing/ask-for-report";
import { askStripe } from "@/lib/billing/billing/ask-stripe";
import { findPrice } from "@/lib/billing/billing/find-price";
import { livePlan } from "@/lib/billing/billing/partner-standing";
import { idOf, USAGE_PRICE } from "@/lib/billing/billing/stripe-names";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { stripeNow } from "@/lib/vendors/stripe/stripe-now";

/**
 * Begins to bill a partner's live calls: a subscription of its own, by the UTC calendar month, on the customer's default
 * payment method. Does nothing where there is one, or no plan; one that has ended at Stripe, unheard, is no plan. A killed
 * attempt is found again.
 * Throws Unavailable.
 */
export async function startUsage(ctx: Context, { partner_id }: { partner_id: string }): Promise<void> {
  const partner = await ctx.db.partner.findUnique({
    where: { id: partner_id },
    include: { subscriptions: true },
  });
  const plan = livePlan(partner?.subscriptions ?? []);
  const customer = partner?.stripeCustomerId;
  if (plan === null || customer == null) return;
  const price = await findPrice(ctx, USAGE_PRICE);
  const now = await stripeNow(ctx);
  const anchor = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1) / 1_000;
  const usageId = await askStripe(ctx, async (client) => {
    const theirs = await client.subscriptions.retrieve(plan.id);
    if (theirs.ended_at !== null) return null;
    await shareMethod(client, theirs, customer);
    const { data } = await client.subscriptions.list({ customer, limit: 100 });
    const running = data.find(({ metadata }) => metadata.kind === "usage");
    if (running !== undefined) return running.id;
    const created = await client.subscriptions.create(
      {
        customer,
        items: [{ price: price.id }],
        billing_cycle_anchor: anchor,
        proration_behavior: "none",
        metadata: { kind: "usage", partner_id },
      },
      { idempotencyKey: `usage:${plan.id}:${price.id}:${anchor}` },
    );
    return created.id;
  });
  if (usageId === null) {
    await applySubscription(ctx, plan.id);
    return;
  }
  await applySubscription(ctx, usageId);
  await transaction(ctx, askForReport);
}

/** Checkout leaves the card with the plan alone; whoever changes it later means both. */
async function shareMethod(client: Stripe, plan: Stripe.Subscription, customer: string): Promise<void> {
  const method = idOf(plan.default_payment_method);
  if (method === null) return;
  await client.customers.update(customer, { invoice_settings: { default_payment_method: method } });
  await client.subscriptions.update(plan.id, { default_payment_method: "" });
}
