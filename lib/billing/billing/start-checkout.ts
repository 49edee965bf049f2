import Stripe from "stripe";
import { askStripe } from "@/lib/billing/billing/ask-stripe";
import { assertNotByContract, findPlanAtStripe } from "@/lib/billing/billing/assert-buyable";
import { ensureCustomer } from "@/lib/billing/billing/ensure-customer";
import { findPrice } from "@/lib/billing/billing/find-price";
import { holdLease } from "@/lib/billing/billing/hold-lease";
import type { ChoosePlan } from "@/lib/billing/billing/schemas";
import { planPrice } from "@/lib/billing/billing/stripe-names";
import { isTrialAvailable, userOf } from "@/lib/billing/billing/trial-claims";
import { TIERS } from "@/lib/plans/tiers";
import { audit } from "@/lib/platform/audit";
import { linkTo } from "@/lib/platform/brand";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Begins to buy a plan: gives the address of Stripe's page for it. However often it is asked for there is one open
 * checkout a partner: the same one for the same tier; one for another tier takes its place, so that two windows cannot
 * buy two plans. Throws Forbidden, Conflict `already_subscribed`, `plan_by_contract` or `billing_busy`, Unavailable.
 */
export async function startCheckout(ctx: PartnerContext, { tier }: ChoosePlan): Promise<{ url: string }> {
  assertPermitted(ctx, "billing:write");
  const { partnerId } = ctx;
  assertNotByContract(await ctx.db.partner.findUniqueOrThrow({ where: { id: partnerId } }));
  return holdLease(ctx, partnerId, async () => {
    const customer = await ensureCustomer(ctx);
    if ((await findPlanAtStripe(ctx, customer)) !== null) throw subscribed();
    const [latest] = (await askStripe(ctx, (client) => client.checkout.sessions.list({ customer, limit: 1 })))
      .data;
    const price = await findPrice(ctx, planPrice(tier));
    const open = await settleOpenSessions(ctx, customer, price.id);
    if (open !== null) return { url: open };
    const trial = TIERS[tier].trialDays !== null && (await isTrialAvailable(ctx));
    const session = await askStripe(ctx, (client) =>
      client.checkout.sessions.create(
        sessionOf({ customer, price: price.id, partnerId, tier, trial, userId: userOf(ctx.actor) }),
        // The same until this one exists: a killed attempt is found again, a later one is another.
        { idempotencyKey: `checkout:${partnerId}:${price.id}:${latest?.id ?? "first"}` },
      ),
    );
    await transaction(ctx, (tx) =>
      audit(ctx, tx, {
        partnerId,
        action: "partner.checkout_started",
        targetType: "partner",
        targetId: partnerId,
        details: { tier },
      }),
    );
    return { url: urlOf(session) };
  });
}

/** The address of the open checkout for this price; any other that is open is closed. */
async function settleOpenSessions(
  ctx: PartnerContext,
  customer: string,
  price: string,
): Promise<string | null> {
  return askStripe(ctx, async (client) => {
    const { data } = await client.checkout.sessions.list({ customer, status: "open", limit: 100 });
    let found: string | null = null;
    for (const session of data) {
      if (session.mode !== "subscription") continue;
      if (found === null && session.metadata?.price === price) found = urlOf(session);
      else await closeSession(client, session.id);
    }
    return found;
  });
}

/** Closes an open checkout. One that has just ended is closed already, one that was just paid is a plan. */
async function closeSession(client: Stripe, id: string): Promise<void> {
  try {
    await client.checkout.sessions.expire(id);
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
    const { status } = await client.checkout.sessions.retrieve(id);
    if (status === "complete") throw subscribed();
    if (status !== "expired") throw error;
  }
}

function subscribed(): Conflict {
  return new Conflict("already_subscribed", "You have a plan already: change that one.");
}

function urlOf({ url }: Stripe.Checkout.Session): string {
  if (url === null) throw new Error("Stripe gave a checkout without an address.");
  return url;
}

function sessionOf(of: {
  customer: string;
  price: string;
  partnerId: string;
  tier: ChoosePlan["tier"];
  trial: boolean;
  userId: string | null;
}): Stripe.Checkout.SessionCreateParams {
  const page = linkTo(null, "/partner/billing");
  const metadata = { kind: "plan", partner_id: of.partnerId };
  const { trialDays } = TIERS[of.tier];
  return {
    mode: "subscription",
    customer: of.customer,
    line_items: [{ price: of.price, quantity: 1 }],
    allow_promotion_codes: true,
    success_url: `${page}?checkout={CHECKOUT_SESSION_ID}`,
    cancel_url: `${page}?checkout=cancelled`,
    metadata: { ...metadata, price: of.price },
    subscription_data: {
      // Whoever begins a trial has had theirs.
      metadata: { ...metadata, ...(of.userId === null ? {} : { user_id: of.userId }) },
      ...(of.trial && trialDays !== null ? { trial_period_days: trialDays } : {}),
    },
  };
}
