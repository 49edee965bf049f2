import type Stripe from "stripe";
import { askStripe } from "@/lib/billing/ask-stripe";
import type { Change } from "@/lib/billing/read-change";
import { idOf } from "@/lib/billing/stripe-names";
import type { PartnerContext } from "@/lib/platform/context";
import { Conflict, PaymentRequired } from "@/lib/platform/errors";

const PAGE = 100;
const money = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });

/**
 * Asserts that all is paid before a change is prorated. Stripe gives credit for time that was invoiced, paid or not, so
 * we ask it for no proration while anything is owed. Throws PaymentRequired `payment_due` with what is to be paid, and
 * Conflict `renewal_pending` while a renewal is a draft.
 */
export async function assertPaid(ctx: PartnerContext, change: Change): Promise<void> {
  const customer = idOf(change.subscription.customer) ?? "";
  const waiting =
    change.subscription.pending_update === null ? null : idOf(change.subscription.latest_invoice);
  const [open, writtenOff, drafts] = await Promise.all([
    listInvoices(ctx, { customer, status: "open" }),
    listInvoices(ctx, { customer, status: "uncollectible" }),
    listInvoices(ctx, { subscription: change.subscription.id, status: "draft" }),
  ]);
  const owed = [...open, ...writtenOff].filter(
    (invoice) => invoice.id !== waiting && invoice.amount_remaining > 0,
  );
  const [first] = owed;
  if (first !== undefined) {
    const sum = owed.reduce((total, { amount_remaining }) => total + amount_remaining, 0);
    const named = owed.length === 1 ? `invoice ${first.number ?? first.id}` : `${owed.length} invoices`;
    throw new PaymentRequired(
      "payment_due",
      `${money.format(sum / 100)} is still to be paid for ${named}. Pay it under Invoices, then change your plan.`,
    );
  }
  if (drafts.some(({ billing_reason }) => billing_reason === "subscription_cycle")) {
    throw new Conflict(
      "renewal_pending",
      "Your plan has just renewed, and the renewal is being charged. Change your plan in an hour.",
    );
  }
}

/**
 * Asserts that what a change would give back was really paid and kept. Throws Conflict `credit_unclear` where part of
 * this period was refunded, disputed, voided or written off: a person must look at that.
 */
export async function assertCreditPaid(
  ctx: PartnerContext,
  change: Change,
  preview: Stripe.Invoice,
): Promise<void> {
  if (!preview.lines.data.some(({ amount }) => amount < 0)) return;
  const invoices = await listInvoices(ctx, {
    subscription: change.subscription.id,
    created: { gte: change.item.current_period_start },
  });
  for (const invoice of invoices) {
    // A change that was not paid for was dropped with its invoice, and gave nothing.
    const dropped = invoice.status === "void" && invoice.billing_reason === "subscription_update";
    if (dropped || invoice.status === "open") continue;
    if (invoice.status === "paid" && !(await isTakenBack(ctx, invoice))) continue;
    throw new Conflict(
      "credit_unclear",
      "Part of what you paid for this period was refunded or written off, so we cannot count it towards another plan. Write to us and we will change your plan for you.",
    );
  }
}

/** Whether any payment of an invoice was refunded or is disputed. */
async function isTakenBack(ctx: PartnerContext, { id, amount_paid }: Stripe.Invoice): Promise<boolean> {
  if (amount_paid === 0) return false;
  return askStripe(ctx, async (client) => {
    const { data: payments } = await client.invoicePayments.list({
      invoice: id,
      status: "paid",
      limit: PAGE,
    });
    for (const { payment } of payments) {
      const intent = idOf(payment.payment_intent);
      if (intent === null) continue;
      const { data: charges } = await client.charges.list({ payment_intent: intent, limit: PAGE });
      if (charges.some(({ amount_refunded, disputed }) => amount_refunded > 0 || disputed)) return true;
    }
    return false;
  });
}

function listInvoices(ctx: PartnerContext, which: Stripe.InvoiceListParams): Promise<Stripe.Invoice[]> {
  return askStripe(ctx, async (client) => {
    const found: Stripe.Invoice[] = [];
    for await (const invoice of client.invoices.list({ ...which, limit: PAGE })) found.push(invoice);
    return found;
  });
}
