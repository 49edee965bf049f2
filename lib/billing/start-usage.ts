import type Stripe from "stripe";
import { applySubscription } from "@/lib/billing/apply-subscription";
import { askStripe } from "@/lib/billing/ask-stripe";
import { findPrice } from "@/lib/billing/find-price";
import { livePlan } from "@/lib/billing/partner-standing";
import { idOf, USAGE_PRICE } from "@/lib/billing/stripe-names";
import type { Context } from "@/lib/platform/context";

/**
 * Begins to bill a partner's live calls: a subscription of its own, by the UTC calendar month, on the customer's default
 * payment method. Does nothing where there is one, or no plan. A killed attempt is found again: the plan's id names it.
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
  const usageId = await askStripe(ctx, async (client) => {
    await shareMethod(client, plan.id, customer);
    const made = await client.subscriptions.list({ customer, price: price.id, limit: 1 });
    if (made.data[0] !== undefined) return made.data[0].id;
    const created = await client.subscriptions.create(
      {
        customer,
        items: [{ price: price.id }],
        billing_cycle_anchor_config: { day_of_month: 1, hour: 0, minute: 0, second: 0 },
        proration_behavior: "none",
        metadata: { kind: "usage", partner_id },
      },
      // A usage subscription that has ended is never begun again: the next plan begins another.
      { idempotencyKey: `usage:${plan.id}` },
    );
    return created.id;
  });
  await applySubscription(ctx, usageId);
}

/** Checkout leaves the card with the plan alone; whoever changes it later means both. */
async function shareMethod(client: Stripe, planId: string, customer: string): Promise<void> {
  const plan = await client.subscriptions.retrieve(planId);
  const method = idOf(plan.default_payment_method);
  if (method === null) return;
  await client.customers.update(customer, { invoice_settings: { default_payment_method: method } });
  await client.subscriptions.update(planId, { default_payment_method: "" });
}
