import Stripe from "stripe";
import { applySubscription } from "@/lib/billing/billing/apply-subscription";
import { askStripe } from "@/lib/billing/billing/ask-stripe";
import { findOwnPlan } from "@/lib/billing/billing/find-own-plan";
import { holdLease } from "@/lib/billing/billing/hold-lease";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";

/**
 * Sets whether the plan ends with its period. It says how things shall be, so that repeating it does no harm. A contract
 * does not end a subscription that was there before it, so that can be cancelled, too.
 */
export async function setCancellation(ctx: PartnerContext, cancel: boolean): Promise<void> {
  const { partnerId } = ctx;
  await holdLease(ctx, partnerId, async () => {
    const plan = await findOwnPlan(ctx);
    await askStripe(ctx, (client) =>
      client.subscriptions.update(plan.id, { cancel_at_period_end: cancel }),
    ).catch(async (error: unknown) => {
      if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
      // It may have ended a moment ago, before we heard of it: then there is none.
      await applySubscription(ctx, plan.id);
      if ((await findOwnPlan(ctx)).id === plan.id) throw error;
    });
    await transaction(ctx, (tx) =>
      audit(ctx, tx, {
        partnerId,
        action: cancel ? "partner.plan_cancelled" : "partner.plan_resumed",
        targetType: "partner",
        targetId: partnerId,
        details: { tier: plan.tier },
      }),
    );
    await applySubscription(ctx, plan.id);
  });
}
