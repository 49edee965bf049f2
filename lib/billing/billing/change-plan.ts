import type Stripe from "stripe";
import { applyInvoice } from "@/lib/billing/billing/apply-invoice";
import { applySubscription } from "@/lib/billing/billing/apply-subscription";
import { askStripe } from "@/lib/billing/billing/ask-stripe";
import { assertNotByContract } from "@/lib/billing/billing/assert-buyable";
import { assertCreditPaid, assertPaid } from "@/lib/billing/billing/assert-paid";
import { readOwnPlan } from "@/lib/billing/billing/find-own-plan";
import { holdLease } from "@/lib/billing/billing/hold-lease";
import { isSigned } from "@/lib/billing/billing/plan-quote";
import {
  amountsOf,
  type Change,
  previewInvoice,
  readChange,
  termsOf,
} from "@/lib/billing/billing/read-change";
import type { ChangePlan, PlanChange } from "@/lib/billing/billing/schemas";
import { idOf } from "@/lib/billing/billing/stripe-names";
import type { PlanTier } from "@/lib/plans/tiers";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict, PaymentRequired } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";
import type { PlanQuote } from "@/lib/platform/prisma/client";
import { stripeNow } from "@/lib/vendors/stripe/stripe-now";

/**
 * Changes the plan at once, up or down, for what a quote says: the difference for the rest of the period is charged, or
 * becomes credit. The caller names the quote and nothing else. Where the card's bank wants the cardholder's consent the
 * change waits for it, a day at most, and the answer says where to give it; where the card is declined nothing changes.
 * Throws Forbidden, PaymentRequired `card_declined` or `payment_due`, Conflict `preview_outdated` (a quote that is
 * another's, used, expired, or of a state that is past), `renewal_pending`, `credit_unclear`, `plan_by_contract` or `billing_busy`, Unavailable.
 */
export async function changePlan(ctx: PartnerContext, { quote_id }: ChangePlan): Promise<PlanChange> {
  assertPermitted(ctx, "billing:write");
  const { partnerId } = ctx;
  assertNotByContract(await ctx.db.partner.findUniqueOrThrow({ where: { id: partnerId } }));
  return holdLease(ctx, partnerId, async () => {
    const quote = await findQuote(ctx, quote_id);
    const tier = quote.tier as PlanTier;
    if (await wasDone(ctx, tier)) {
      await markUsed(ctx, quote);
      return { tier };
    }
    const change = await readQuotedChange(ctx, quote);
    const changed = await askStripe(ctx, (client) =>
      client.subscriptions.update(
        quote.subscriptionId,
        {
          ...termsOf(change, quote.prorationAt),
          payment_behavior: "pending_if_incomplete",
          // Whoever chooses a plan wants to have it.
          cancel_at_period_end: false,
        },
        // The quote names the click: its retries are the same change, another quote is another.
        { idempotencyKey: `change:${quote.id}` },
      ),
    );
    await markUsed(ctx, quote);
    const invoiceId = idOf(changed.latest_invoice);
    const outcome: Outcome =
      changed.pending_update === null || invoiceId === null
        ? { state: "made" }
        : await settleWaiting(ctx, invoiceId);
    await applySubscription(ctx, quote.subscriptionId, { at: quote.prorationAt });
    if (invoiceId !== null) await applyInvoice(ctx, invoiceId);
    if (outcome.state === "declined") throw new PaymentRequired("card_declined", outcome.message);
    if (outcome.state === "over") throw outdated("This change was not paid for, so it was dropped.");
    if (invoiceId !== null) await noteCharge(ctx, quote, invoiceId);
    await transaction(ctx, (tx) =>
      audit(ctx, tx, {
        partnerId,
        action: outcome.state === "made" ? "partner.plan_changed" : "partner.plan_change_requested",
        targetType: "partner",
        targetId: partnerId,
        details: { tier },
      }),
    );
    return outcome.state === "made" ? { tier } : { consent_url: outcome.url };
  });
}

function outdated(why: string): Conflict {
  return new Conflict(
    "preview_outdated",
    `${why} Nothing has been changed. Check the new price and confirm again.`,
  );
}

/** The quote, if it is the caller's, still says what we signed, and may be used. */
async function findQuote(ctx: PartnerContext, id: string): Promise<PlanQuote> {
  const quote = await ctx.db.planQuote.findFirst({ where: { id, partnerId: ctx.partnerId } });
  if (quote === null || !isSigned(quote)) throw outdated("This price is no longer available.");
  if (quote.usedAt !== null) throw outdated("This price was already used.");
  if (quote.expiresAt <= (await stripeNow(ctx))) throw outdated("This price has expired.");
  return quote;
}

/** A definite answer uses a quote up. While there is none, the same quote is the same change at Stripe. */
async function markUsed(ctx: PartnerContext, { id, partnerId }: PlanQuote): Promise<void> {
  await ctx.db.planQuote.updateMany({
    where: { id, partnerId, usedAt: null },
    data: { usedAt: await stripeNow(ctx) },
  });
}

/** Whether an earlier attempt has made this change and its answer was lost: our books are behind Stripe's then. */
async function wasDone(ctx: PartnerContext, tier: PlanTier): Promise<boolean> {
  const known = await readOwnPlan(ctx);
  if (known === null) return false;
  await applySubscription(ctx, known.id);
  return known.tier !== tier && (await readOwnPlan(ctx))?.tier === tier;
}

/** The change as it is now, where it is to the cent what the quote says. */
async function readQuotedChange(ctx: PartnerContext, quote: PlanQuote): Promise<Change> {
  const change = await readChange(ctx, quote.tier as PlanTier).catch((error: unknown) => {
    if (error instanceof Conflict) throw outdated("Your plan has changed since this price was shown.");
    throw error;
  });
  const { subscription, price, basis } = change;
  if (subscription.id !== quote.subscriptionId || price.id !== quote.priceId || basis !== quote.basis) {
    throw outdated("Your plan has changed since this price was shown.");
  }
  await assertPaid(ctx, change);
  const invoice = await previewInvoice(ctx, change, quote.prorationAt);
  await assertCreditPaid(ctx, change, invoice);
  if (!comesTo(quote, invoice)) throw outdated("The amount has changed since it was shown.");
  return change;
}

function comesTo(quote: PlanQuote, invoice: Stripe.Invoice): boolean {
  const { dueMinor, totalMinor, balanceMinor } = amountsOf(invoice);
  return (
    dueMinor === quote.dueMinor && totalMinor === quote.totalMinor && balanceMinor === quote.balanceMinor
  );
}

/** Says loudly where Stripe has charged anything but the quote: a coupon or credit that came in the same second. */
async function noteCharge(ctx: PartnerContext, quote: PlanQuote, invoiceId: string): Promise<void> {
  const row = await ctx.db.invoice.findFirst({ where: { id: invoiceId, partnerId: ctx.partnerId } });
  if (row === null || (row.amountDueMinor === quote.dueMinor && row.totalMinor === quote.totalMinor)) return;
  ctx.log.error(
    { invoiceId, quoteId: quote.id, quotedMinor: quote.dueMinor, chargedMinor: row.amountDueMinor },
    "a change of plan was charged otherwise than quoted",
  );
}

type Outcome =
  | { state: "made" }
  | { state: "waits"; url: string }
  | { state: "declined"; message: string }
  | { state: "over" };

/**
 * What became of a change that was not paid at once. Asked anew: the answer to a retried change is as old as the change.
 * One that a declined card made wait is dropped by voiding its invoice.
 */
async function settleWaiting(ctx: PartnerContext, invoiceId: string): Promise<Outcome> {
  const invoice = await askStripe(ctx, (client) =>
    client.invoices.retrieve(invoiceId, { expand: ["payments.data.payment.payment_intent"] }),
  );
  if (invoice.status === "paid") return { state: "made" };
  if (invoice.status !== "open") return { state: "over" };
  const intent = intentOf(invoice);
  const url = invoice.hosted_invoice_url;
  if (intent?.status === "requires_action" && url) return { state: "waits", url };
  await askStripe(ctx, (client) => client.invoices.voidInvoice(invoiceId));
  const message = intent?.last_payment_error?.message;
  return { state: "declined", message: message ?? "There is no card to charge. Add one, then try again." };
}

/** The payment that was tried last. */
function intentOf({ payments }: Stripe.Invoice): Stripe.PaymentIntent | null {
  const payment = payments?.data.find(({ status }) => status === "open")?.payment.payment_intent;
  return typeof payment === "object" ? payment : null;
}
