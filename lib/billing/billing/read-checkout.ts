import { applyCheckout } from "@/lib/billing/billing/apply-checkout";
import { askStripe, orNull } from "@/lib/billing/billing/ask-stripe";
import { readOwnPlan } from "@/lib/billing/billing/find-own-plan";
import type { CheckoutRef, CheckoutState } from "@/lib/billing/billing/schemas";
import { idOf } from "@/lib/billing/billing/stripe-names";
import type { PartnerContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * How one of the caller's own checkouts stands, for whoever comes back from Stripe's page: `confirmed` once its plan is
 * in force here. Does not wait for Stripe's message: what is complete is applied at once. Throws Forbidden, NotFound,
 * Unavailable.
 */
export async function readCheckout(ctx: PartnerContext, { session_id }: CheckoutRef): Promise<CheckoutState> {
  assertPermitted(ctx, "billing:read");
  const { stripeCustomerId } = await ctx.db.partner.findUniqueOrThrow({ where: { id: ctx.partnerId } });
  const session = await orNull(askStripe(ctx, (client) => client.checkout.sessions.retrieve(session_id)));
  if (session === null || stripeCustomerId === null || idOf(session.customer) !== stripeCustomerId) {
    throw new NotFound("checkout");
  }
  if (session.status === "expired") return { state: "expired" };
  if (session.status !== "complete") return { state: "waiting" };
  await applyCheckout(ctx, session_id);
  if ((await readOwnPlan(ctx)) !== null) return { state: "confirmed" };
  const refused = await ctx.db.subscription.count({
    where: { id: idOf(session.subscription) ?? "", partnerId: ctx.partnerId, trialRefused: true },
  });
  return { state: refused > 0 ? "trial_used" : "waiting" };
}
