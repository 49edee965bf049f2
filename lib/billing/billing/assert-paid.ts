import type Stripe from "stripe";
import { askStripe } from "@/lib/billing/billing/ask-stripe";
import type { Change } from "@/lib/billing/billing/read-change";
import { currencyOf, idOf } from "@/lib/billing/billing/stripe-names";
import { formatMoney } from "@/lib/money/format-money";
import type { PartnerContext } from "@/lib/platform/context";
import { Conflict, PaymentRequired } from "@/lib/platform/errors";

const PAGE = 100;

/**
 * Asserts that all is paid before a change is prorated. Stripe gives credit for time that was invoiced, paid or not, so
 * we ask it for no proration while anything is owed. What is in a currency of nobody's here was set aside: partners cannot
 * see it, so it holds up nothing. Throws PaymentRequired `payment_due` with what is to be paid, and Conflict
 * `renewal_pending` while a renewal is a draft.
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
    ({ id, amount_remaining, currency }) =>
      id !== waiting && amount_remaining > 0 && currencyOf(currency) !== null,
  );
  const [first] = owed;
  if (first !== undefined) {
    const sum = owed.reduce((total, { amount_remaining }) => total + amount_remaining, 0);
    const named = owed.length === 1 ? `invoice ${first.number ?? first.id}` : `${owed.length} invoices`;
    throw new PaymentRequired(
      "payment_due",
      `${formatMoney(sum, first.currency)} is still to be paid for ${named}. Pay it under Invoices, then change your plan.`,
    );
  }
  if (drafts.some(({ billing_reason }) => billing_reason === "subscription_cycle")) {
    throw new Conflict(
      "renewal_pending",
      "Your plan has just renewed, and the renewal is being charged. Change your plan in an hour.",
    );
  }
}

/** Why an invoice is made that begins a period of the same plan. */
const BEGINS: ReadonlySet<string | null> = new Set(["subscription_create", "subscription_cycle"]);

/**
 * Asserts that what a change would give back was really paid and kept. What was paid for with credit counts as what the
 * credit came from, so invoices are read back to one that used none. Throws Conflict `credit_unclear` where part of that
 * was refunded, disputed, voided or written off: a person must look at that.
 */
export async function assertCreditPaid(
  ctx: PartnerContext,
  change: Change,
  preview: Stripe.Invoice,
): Promise<void> {
  if (!givesCredit(preview)) return;
  const subscription = change.subscription.id;
  for (const invoice of await listInvoices(ctx, { subscription }, isPaidAnew)) {
    // A change that was not paid for was dropped with its invoice, and gave nothing.
    const dropped = invoice.status === "void" && invoice.billing_reason === "subscription_update";
    if (dropped || invoice.status === "open") continue;
    if (invoice.status === "paid" && !(await isTakenBack(ctx, invoice))) continue;
    throw new Conflict(
      "credit_unclear",
      "Part of what you paid was refunded or written off, so we cannot count it towards another plan. Write to us and we will change your plan for you.",
    );
  }
}

function givesCredit({ lines }: Stripe.Invoice): boolean {
  return lines.data.some(({ amount }) => amount < 0);
}

/** Whether an invoice begins a period that nothing from before it has paid for. */
function isPaidAnew(invoice: Stripe.Invoice): boolean {
  const { status, billing_reason, starting_balance } = invoice;
  return status === "paid" && BEGINS.has(billing_reason) && starting_balance >= 0 && !givesCredit(invoice);
}

/** Stripe's words for a dispute that took nothing, or gave it back: the charge is called disputed ever after. */
const IN_OUR_FAVOUR: ReadonlySet<string> = new Set(["won", "warning_closed", "prevented"]);

/** Whether any payment of an invoice was refunded, or is disputed and not decided in our favour. */
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
      if (charges.some(({ amount_refunded }) => amount_refunded > 0)) return true;
      if (!charges.some(({ disputed }) => disputed)) continue;
      const { data: disputes } = await client.disputes.list({ payment_intent: intent, limit: PAGE });
      if (disputes.some(({ status }) => !IN_OUR_FAVOUR.has(status))) return true;
    }
    return false;
  });
}

/** Newest first, up to and with the one that is the `last`. */
function listInvoices(
  ctx: PartnerContext,
  which: Stripe.InvoiceListParams,
  last: (invoice: Stripe.Invoice) => boolean = () => false,
): Promise<Stripe.Invoice[]> {
  return askStripe(ctx, async (client) => {
    const found: Stripe.Invoice[] = [];
    for await (const invoice of client.invoices.list({ ...which, limit: PAGE })) {
      found.push(invoice);
      if (last(invoice)) break;
    }
    return found;
  });
}
