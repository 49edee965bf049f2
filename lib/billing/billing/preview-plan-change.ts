import type Stripe from "stripe";
import { assertNotByContract } from "@/lib/billing/billing/assert-buyable";
import { assertCreditPaid, assertPaid } from "@/lib/billing/billing/assert-paid";
import { netPrice } from "@/lib/billing/billing/net-price";
import { QUOTE_MINUTES, signQuote } from "@/lib/billing/billing/plan-quote";
import { previewLines } from "@/lib/billing/billing/preview-lines";
import { amountsOf, type Change, previewInvoice, readChange } from "@/lib/billing/billing/read-change";
import type { ChoosePlan, PlanPreview } from "@/lib/billing/billing/schemas";
import { tierOf, timeOf } from "@/lib/billing/billing/stripe-names";
import { allowsMore, type PlanTier } from "@/lib/plans/tiers";
import type { PartnerContext } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { assertPermitted } from "@/lib/platform/permissions";
import { stripeNow } from "@/lib/vendors/stripe/stripe-now";

const DAY_MS = 86_400_000;
/** As many windows as anybody has open: older quotes of the same minutes are dropped. */
const QUOTES_A_PARTNER = 20;

/**
 * Says what a change of plan comes to from this second on, and keeps that as a quote: confirmed by its id within minutes
 * it comes to exactly that. The moment is ours to choose. A change in a trial ends the trial. Money in US cents. Throws
 * Forbidden, PaymentRequired `payment_due`, Conflict `not_subscribed`, `already_on_plan`, `plan_by_contract`,
 * `renewal_pending` or `credit_unclear`, Unavailable.
 */
export async function previewPlanChange(ctx: PartnerContext, { tier }: ChoosePlan): Promise<PlanPreview> {
  assertPermitted(ctx, "billing:read");
  const { partnerId } = ctx;
  assertNotByContract(await ctx.db.partner.findUniqueOrThrow({ where: { id: partnerId } }));
  const change = await readChange(ctx, tier);
  await assertPaid(ctx, change);
  const now = new Date(Math.floor((await stripeNow(ctx)).getTime() / 1_000) * 1_000);
  const invoice = await previewInvoice(ctx, change, now);
  await assertCreditPaid(ctx, change, invoice);
  return presentPreview(change, invoice, await keepQuote(ctx, tier, change, invoice, now));
}

interface Kept {
  id: string;
  prorationAt: Date;
  expiresAt: Date;
}

async function keepQuote(
  ctx: PartnerContext,
  tier: PlanTier,
  change: Change,
  invoice: Stripe.Invoice,
  now: Date,
): Promise<Kept> {
  const { partnerId } = ctx;
  const quote = {
    id: newId(),
    partnerId,
    subscriptionId: change.subscription.id,
    tier,
    priceId: change.price.id,
    basis: change.basis,
    prorationAt: now,
    ...amountsOf(invoice),
    expiresAt: expiryOf(change, now),
  };
  // Nobody comes back to those that have expired.
  await ctx.db.planQuote.deleteMany({ where: { partnerId, expiresAt: { lt: now } } });
  await ctx.db.planQuote.create({ data: { ...quote, createdAt: now, signature: signQuote(quote) } });
  const oldest = await ctx.db.planQuote.findMany({
    where: { partnerId },
    orderBy: { id: "desc" },
    skip: QUOTES_A_PARTNER,
    select: { id: true },
  });
  await ctx.db.planQuote.deleteMany({ where: { partnerId, id: { in: oldest.map(({ id }) => id) } } });
  return quote;
}

/** Never past a renewal, nor, where a new period begins with the change, past the day that the next charge is told by. */
function expiryOf({ item, startsAnew }: Change, now: Date): Date {
  const times = [now.getTime() + QUOTE_MINUTES * 60_000, item.current_period_end * 1_000];
  if (startsAnew) times.push((Math.floor(now.getTime() / DAY_MS) + 1) * DAY_MS);
  return new Date(Math.min(...times));
}

function presentPreview(change: Change, invoice: Stripe.Invoice, quote: Kept): PlanPreview {
  const { subscription, item, price, endsTrial, startsAnew } = change;
  const { dueMinor, balanceMinor } = amountsOf(invoice);
  const interval = price.recurring?.interval ?? "month";
  const tier = tierOf(price) as PlanTier;
  const nextChargeAt = startsAnew ? after(quote.prorationAt, interval) : timeOf(item.current_period_end);
  return {
    quote_id: quote.id,
    expires_at: quote.expiresAt.toISOString(),
    tier,
    direction: allowsMore(tier, tierOf(item.price) ?? "free") ? "upgrade" : "downgrade",
    ...previewLines(invoice),
    due_now_minor: dueMinor,
    credit_minor: Math.max(0, -balanceMinor),
    carried_minor: Math.max(0, balanceMinor),
    ends_trial: endsTrial,
    amount_minor: netPrice(
      (price.unit_amount ?? 0) * (item.quantity ?? 1),
      subscription.discounts,
      nextChargeAt,
    ),
    interval,
    next_charge_at: nextChargeAt.toISOString(),
  };
}

/** A month or a year on: the last day of a month where the same day is missing. */
function after(from: Date, interval: Stripe.Price.Recurring.Interval): Date {
  const months = from.getUTCMonth() + (interval === "year" ? 12 : 1);
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), months + 1, 0)).getUTCDate();
  const day = Math.min(from.getUTCDate(), lastDay);
  const midnight = Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate());
  return new Date(Date.UTC(from.getUTCFullYear(), months, day) + (from.getTime() - midnight));
}
