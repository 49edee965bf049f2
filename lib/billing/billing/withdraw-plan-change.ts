import Stripe from "stripe";
import { applyInvoice } from "@/lib/billing/billing/apply-invoice";
import { applySubscription } from "@/lib/billing/billing/apply-subscription";
import { askStripe } from "@/lib/billing/billing/ask-stripe";
import { findOwnPlan } from "@/lib/billing/billing/find-own-plan";
import { holdLease } from "@/lib/billing/billing/hold-lease";
import type { InvoiceRef } from "@/lib/billing/billing/schemas";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Withdraws the change of plan that waits for this invoice to be paid: the plan in force stays, and nothing is charged.
 * Stripe drops a waiting change when its invoice is voided. Withdrawing again changes nothing. Throws Forbidden, Conflict
 * `no_pending_change` (also where it has just been paid), `not_subscribed` or `billing_busy`,
 * Unavailable.
 */
export async function withdrawPlanChange(ctx: PartnerContext, { invoice_id }: InvoiceRef): Promise<void> {
  assertPermitted(ctx, "billing:write");
  const { partnerId } = ctx;
  await holdLease(ctx, partnerId, async () => {
    const { id } = await findOwnPlan(ctx);
    // It may have been paid or dropped, and our books be behind.
    await applySubscription(ctx, id);
    const { pendingInvoiceId, pendingTier } = await findOwnPlan(ctx);
    const waits = pendingInvoiceId === invoice_id;
    if (waits && (await voidOpen(ctx, invoice_id))) {
      await transaction(ctx, (tx) =>
        audit(ctx, tx, {
          partnerId,
          action: "partner.plan_change_withdrawn",
          targetType: "partner",
          targetId: partnerId,
          details: { tier: pendingTier },
        }),
      );
    }
    if (waits) await applySubscription(ctx, id);
    if (await isVoid(ctx, invoice_id)) return;
    throw new Conflict(
      "no_pending_change",
      "No change of plan waits any more: it was paid for, or dropped. Load the page again to see your plan.",
    );
  });
}

/** Whether it was voided now; not where it was paid or voided since we read that it waits. */
async function voidOpen(ctx: PartnerContext, invoiceId: string): Promise<boolean> {
  try {
    await askStripe(ctx, (client) => client.invoices.voidInvoice(invoiceId));
    return true;
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
    const { status } = await askStripe(ctx, (client) => client.invoices.retrieve(invoiceId));
    // It waits as before: what Stripe minds is something else.
    if (status === "open") throw error;
    return false;
  }
}

/** Whether an invoice of the caller's own is void at Stripe by now. */
async function isVoid(ctx: PartnerContext, id: string): Promise<boolean> {
  const own = { id, partnerId: ctx.partnerId };
  if ((await ctx.db.invoice.count({ where: own })) === 0) return false;
  await applyInvoice(ctx, id);
  return (await ctx.db.invoice.count({ where: { ...own, status: "void" } })) > 0;
}
