import type Stripe from "stripe";
import { askStripe } from "@/lib/billing/ask-stripe";
import { findOwnPlan } from "@/lib/billing/find-own-plan";
import { findPrice } from "@/lib/billing/find-price";
import { previewLines } from "@/lib/billing/preview-lines";
import type { ChoosePlan, PlanPreview } from "@/lib/billing/schemas";
import { planPrice, timeOf } from "@/lib/billing/stripe-names";
import { allowsMore, type PlanTier } from "@/lib/billing/tiers";
import type { PartnerContext } from "@/lib/platform/context";
import { Conflict } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * What a change of plan comes to, to the second: confirm it with the same `proration_date` and it comes to that. Money
 * in US cents. Throws Forbidden, Conflict `not_subscribed` or `already_on_plan`, Unavailable.
 */
export async function previewPlanChange(ctx: PartnerContext, { tier }: ChoosePlan): Promise<PlanPreview> {
  assertPermitted(ctx, "billing:read");
  return (await computeChange(ctx, tier)).preview;
}

/** The same, with what a change needs to be made. */
export async function computeChange(
  ctx: PartnerContext,
  tier: PlanTier,
  prorationDate?: number,
): Promise<{ preview: PlanPreview; subscriptionId: string; itemId: string; priceId: string }> {
  const plan = await findOwnPlan(ctx);
  if (plan.tier === tier) throw new Conflict("already_on_plan", "You are on this plan already.");
  const price = await findPrice(ctx, planPrice(tier));
  const change = {
    items: [{ id: plan.itemId, price: price.id }],
    proration_behavior: "always_invoice" as const,
    ...(prorationDate === undefined ? {} : { proration_date: prorationDate }),
  };
  const invoice = await askStripe(ctx, (client) =>
    client.invoices.createPreview({ subscription: plan.id, subscription_details: change }),
  );
  const amountMinor = price.unit_amount ?? 0;
  const interval = price.recurring?.interval ?? "month";
  const startsAnew = interval !== plan.interval;
  const prorated =
    prorationDate ?? invoice.parent?.subscription_details?.subscription_proration_date ?? invoice.created;
  return {
    subscriptionId: plan.id,
    itemId: plan.itemId,
    priceId: price.id,
    preview: {
      tier,
      direction: allowsMore(tier, plan.tier ?? "free") ? "upgrade" : "downgrade",
      proration_date: prorated,
      ...previewLines(invoice),
      due_now_minor: invoice.amount_due,
      credit_minor: Math.max(
        0,
        -(invoice.ending_balance ?? Math.min(0, invoice.total + invoice.starting_balance)),
      ),
      amount_minor: amountMinor,
      interval,
      next_charge_at: (startsAnew ? after(prorated, interval) : plan.currentPeriodEnd).toISOString(),
    },
  };
}

/** A month or a year on: the last day of a month where the same day is missing. */
function after(seconds: number, interval: Stripe.Price.Recurring.Interval): Date {
  const from = timeOf(seconds);
  const months = from.getUTCMonth() + (interval === "year" ? 12 : 1);
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), months + 1, 0)).getUTCDate();
  const day = Math.min(from.getUTCDate(), lastDay);
  const midnight = Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate());
  return new Date(Date.UTC(from.getUTCFullYear(), months, day) + (from.getTime() - midnight));
}
