import type Stripe from "stripe";
import { applyInvoice } from "@/lib/billing/apply-invoice";
import { applySubscription } from "@/lib/billing/apply-subscription";
import { askStripe } from "@/lib/billing/ask-stripe";
import { assertNotByContract } from "@/lib/billing/assert-buyable";
import { findOwnPlan } from "@/lib/billing/find-own-plan";
import { holdLease } from "@/lib/billing/hold-lease";
import { computeChange } from "@/lib/billing/preview-plan-change";
import type { ChangePlan, PlanChange } from "@/lib/billing/schemas";
import { idOf, timeOf } from "@/lib/billing/stripe-names";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict, PaymentRequired } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Changes the plan at once, up or down, for what the preview said: the difference for the rest of the period is charged,
 * or becomes credit. Where the card's bank wants the cardholder's consent the change waits for it, a day at most, and the
 * answer says where to give it; where the card is declined nothing changes. Throws Forbidden, PaymentRequired
 * `card_declined`, Conflict `not_subscribed`, `already_on_plan`, `preview_outdated`, `plan_by_contract` or `billing_busy`,
 * Unavailable.
 */
export async function changePlan(ctx: PartnerContext, input: ChangePlan): Promise<PlanChange> {
  assertPermitted(ctx, "billing:write");
  const { partnerId } = ctx;
  const { tier, proration_date } = input;
  assertNotByContract(await ctx.db.partner.findUniqueOrThrow({ where: { id: partnerId } }));
  return holdLease(ctx, partnerId, async () => {
    if (await wasDone(ctx, tier)) return { tier };
    const { preview, subscriptionId, itemId, priceId } = await computeChange(ctx, tier, proration_date);
    if (preview.due_now_minor !== input.due_now_minor) {
      throw new Conflict("preview_outdated", "The amount has changed since it was shown. Look at it again.");
    }
    const changed = await askStripe(ctx, (client) =>
      client.subscriptions.update(
        subscriptionId,
        {
          items: [{ id: itemId, price: priceId }],
          proration_behavior: "always_invoice",
          proration_date,
          payment_behavior: "pending_if_incomplete",
          // Whoever chooses a plan wants to have it.
          cancel_at_period_end: false,
        },
        // The moment of the preview names the click: its retries are the same change, the next one is another.
        { idempotencyKey: `change:${subscriptionId}:${priceId}:${proration_date}` },
      ),
    );
    const invoiceId = idOf(changed.latest_invoice);
    const outcome: Outcome =
      changed.pending_update === null || invoiceId === null
        ? { state: "made" }
        : await settleWaiting(ctx, invoiceId);
    await applySubscription(ctx, subscriptionId, { at: timeOf(proration_date) });
    if (invoiceId !== null) await applyInvoice(ctx, invoiceId);
    if (outcome.state === "declined") throw new PaymentRequired("card_declined", outcome.message);
    if (outcome.state === "over") {
      throw new Conflict(
        "preview_outdated",
        "This change was not paid for, and is dropped. Look at it again.",
      );
    }
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

/** Whether an earlier attempt has made this change and its answer was lost: our books are behind Stripe's then. */
async function wasDone(ctx: PartnerContext, tier: ChangePlan["tier"]): Promise<boolean> {
  const known = await findOwnPlan(ctx);
  await applySubscription(ctx, known.id);
  return known.tier !== tier && (await findOwnPlan(ctx)).tier === tier;
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
