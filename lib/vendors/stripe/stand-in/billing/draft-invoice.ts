import type Stripe from "stripe";
import type { Period } from "@/lib/vendors/stripe/stand-in/billing/billing-period";
import { settle, totalsOf } from "@/lib/vendors/stripe/stand-in/billing/invoice-totals";
import { amountOf, describeCycle } from "@/lib/vendors/stripe/stand-in/billing/line-amounts";
import { loadCustomer } from "@/lib/vendors/stripe/stand-in/customers";
import { reductionsOf } from "@/lib/vendors/stripe/stand-in/discounts";
import { changedFields, emit } from "@/lib/vendors/stripe/stand-in/events";
import { INVOICE_ITEM, type InvoiceItemState } from "@/lib/vendors/stripe/stand-in/invoice-items";
import {
  type BillingReason,
  INVOICE,
  INVOICE_LINE,
  type InvoiceState,
  type LineState,
} from "@/lib/vendors/stripe/stand-in/invoices";
import { METER, usageOf } from "@/lib/vendors/stripe/stand-in/meters";
import { PRICE, type PriceState } from "@/lib/vendors/stripe/stand-in/prices";
import { PRODUCT } from "@/lib/vendors/stripe/stand-in/products";
import { invalid } from "@/lib/vendors/stripe/stand-in/refusal";
import { find, findAll, insert, load, newStripeId, present, save } from "@/lib/vendors/stripe/stand-in/store";
import { SUBSCRIPTION_ITEM } from "@/lib/vendors/stripe/stand-in/subscription-items";
import { SUBSCRIPTION, type SubscriptionState } from "@/lib/vendors/stripe/stand-in/subscriptions";
import {
  type LineTax,
  loadTaxRates,
  sumTaxes,
  taxesOn,
  taxOnTop,
} from "@/lib/vendors/stripe/stand-in/tax-rates";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

/** A line before it has an invoice. */
export type LineDraft = Omit<LineState, "id" | "created" | "invoice" | "reductions" | "currency">;

export interface InvoiceDraft {
  customer: string;
  subscription: SubscriptionState | null;
  billing_reason: BillingReason;
  period: Period;
  lines: readonly LineDraft[];
  /** Whether the items that wait for an invoice come with it. */
  takesPending: boolean;
  discounts: readonly string[];
  /** When it is finalized by itself; null where whoever drafts it finalizes it, or nobody does. */
  finalizesAt: number | null;
  auto_advance: boolean;
  currency: string;
  proration_date?: number | null;
  default_payment_method?: string | null;
  description?: string | null;
  metadata?: Record<string, string>;
  default_tax_rates?: string[];
}

/** Makes an invoice of lines and waiting items, adds it up, and says that it was created. */
export async function draftInvoice(world: World, draft: InvoiceDraft): Promise<InvoiceState> {
  const customer = await loadCustomer(world, draft.customer, "customer");
  const invoice = await insert(world, INVOICE, {
    id: newStripeId(INVOICE.prefix),
    created: world.now,
    customer: customer.id,
    subscription: draft.subscription?.id ?? null,
    subscription_metadata: draft.subscription?.metadata ?? {},
    proration_date: draft.proration_date ?? null,
    status: "draft",
    billing_reason: draft.billing_reason,
    currency: draft.currency,
    description: draft.description ?? null,
    metadata: draft.metadata ?? {},
    number: null,
    period_start: draft.period.start,
    period_end: draft.period.end,
    subtotal: 0,
    total: 0,
    discounts: [...draft.discounts],
    reductions: [],
    default_tax_rates: draft.default_tax_rates ?? [],
    taxes: [],
    amount_due: 0,
    amount_paid: 0,
    amount_remaining: 0,
    starting_balance: customer.balance,
    ending_balance: null,
    attempt_count: 0,
    attempted: false,
    first_attempt_at: null,
    auto_advance: draft.auto_advance,
    automatically_finalizes_at: draft.finalizesAt,
    next_payment_attempt: draft.finalizesAt,
    default_payment_method: draft.default_payment_method ?? null,
    payment_intent: null,
    finalized_at: null,
    paid_at: null,
    voided_at: null,
    marked_uncollectible_at: null,
  });
  if (draft.takesPending) {
    for (const item of await pendingItems(world, customer.id, draft.subscription?.id ?? null)) {
      if (item.currency === draft.currency) await takeUp(world, invoice, item);
    }
  }
  for (const line of draft.lines) await addLine(world, invoice, line);
  const totalled = await addUp(world, invoice);
  await emit(world, "invoice.created", await present(world, INVOICE, totalled));
  return totalled;
}

/** What waits for the customer's next invoice: what belongs to this subscription, and what belongs to none. */
export async function pendingItems(
  world: World,
  customer: string,
  subscription: string | null,
): Promise<InvoiceItemState[]> {
  const items = await findAll(world, INVOICE_ITEM, { customer, invoice: null });
  return items.filter((item) => item.subscription === null || item.subscription === subscription);
}

/** Turns an invoice item into a line of a draft. */
export async function takeUp(world: World, invoice: InvoiceState, item: InvoiceItemState): Promise<void> {
  const line = await addLine(world, invoice, {
    amount: item.amount,
    description: item.description,
    quantity: item.quantity,
    price: item.price,
    product: item.product,
    unit_amount_decimal: item.unit_amount_decimal,
    period: item.period,
    discountable: item.discountable,
    metadata: item.metadata,
    subscription: item.subscription,
    subscription_item: item.proration ? item.subscription_item : null,
    invoice_item: item.id,
    proration: item.proration,
    credited: item.credited,
    metered: false,
  });
  await save(world, INVOICE_ITEM, { ...item, invoice: invoice.id });
  if (item.subscription_item === null || !item.proration || item.amount < 0) return;
  const of = await find(world, SUBSCRIPTION_ITEM, item.subscription_item);
  if (of?.paid_ahead?.line === null && of.paid_ahead.start === item.period.start) {
    const paid_ahead = { ...of.paid_ahead, invoice: invoice.id, line: line.id };
    await save(world, SUBSCRIPTION_ITEM, { ...of, paid_ahead });
  }
}

async function addLine(world: World, invoice: InvoiceState, line: LineDraft): Promise<LineState> {
  return insert(world, INVOICE_LINE, {
    id: newStripeId(INVOICE_LINE.prefix),
    created: world.now,
    invoice: invoice.id,
    currency: invoice.currency,
    reductions: [],
    ...line,
  });
}

/**
 * Counts a draft's usage again, takes its discounts off and says what will be due of it. A coupon for one invoice alone
 * is used up by the first that it takes something off.
 */
export async function addUp(world: World, invoice: InvoiceState): Promise<InvoiceState> {
  const lines = await findAll(world, INVOICE_LINE, { invoice: invoice.id });
  for (const [index, line] of lines.entries()) lines[index] = await recount(world, invoice, line);
  const reductions = await reductionsOf(world, invoice.discounts, invoice.created);
  const totals = totalsOf(lines, reductions);
  const rates = await loadTaxRates(world, invoice.default_tax_rates ?? []);
  const taxes: LineTax[] = [];
  for (const [index, line] of lines.entries()) {
    const reductions = [...(totals.ofLines[index] ?? [])];
    const taxable = line.amount - reductions.reduce((sum, { amount }) => sum + amount, 0);
    const own = taxesOn(taxable, rates);
    taxes.push(...own);
    await save(world, INVOICE_LINE, { ...line, reductions, taxes: own });
  }
  const { balance } = await loadCustomer(world, invoice.customer);
  const total = totals.total + taxOnTop(taxes);
  const { due } = settle(total, balance);
  const given = totals.reductions.filter(({ amount }) => amount > 0);
  const used = given.filter(({ discount }) =>
    reductions.some((one) => one.once && one.discount === discount),
  );
  await spendCoupons(
    world,
    invoice.subscription,
    used.map(({ discount }) => discount),
  );
  await notePaidAhead(world, invoice);
  return save(world, INVOICE, {
    ...invoice,
    subtotal: totals.subtotal,
    total,
    taxes: sumTaxes(taxes),
    reductions: given,
    amount_due: due,
    amount_remaining: due,
    starting_balance: balance,
  });
}

async function recount(world: World, invoice: InvoiceState, line: LineState): Promise<LineState> {
  if (!line.metered || line.price === null) return line;
  const price = await load(world, PRICE, line.price);
  const quantity = await meteredUsage(world, price, invoice.customer, line.period);
  const amount = amountOf(quantity, price.unit_amount_decimal);
  const description = await cycleWords(world, price, quantity);
  return save(world, INVOICE_LINE, { ...line, quantity, amount, description });
}

async function spendCoupons(
  world: World,
  subscription: string | null,
  discounts: readonly string[],
): Promise<void> {
  if (subscription === null || discounts.length === 0) return;
  const state = await load(world, SUBSCRIPTION, subscription);
  const left = state.discounts.filter((id) => !discounts.includes(id));
  if (left.length < state.discounts.length) await save(world, SUBSCRIPTION, { ...state, discounts: left });
}

/** What an item's change gives back later is what its line came to after discounts. */
async function notePaidAhead(world: World, invoice: InvoiceState): Promise<void> {
  for (const line of await findAll(world, INVOICE_LINE, { invoice: invoice.id })) {
    // A change's own debit is noted by the change: it carries its discounts within it.
    if (line.subscription_item === null || line.metered || line.invoice_item !== null) continue;
    const item = await find(world, SUBSCRIPTION_ITEM, line.subscription_item);
    if (item === null) continue;
    const { paid_ahead: known } = item;
    if (known !== null && known.line !== line.id && known.start >= line.period.start) continue;
    const amount = line.amount - line.reductions.reduce((all, part) => all + part.amount, 0);
    const paid_ahead = { ...line.period, amount, invoice: invoice.id, line: line.id };
    await save(world, SUBSCRIPTION_ITEM, { ...item, paid_ahead });
  }
}

/** What a customer used of what a metered price measures. */
export async function meteredUsage(
  world: World,
  price: PriceState,
  customer: string,
  period: Period,
): Promise<number> {
  const meter = await load(world, METER, price.recurring?.meter ?? "");
  return Math.max(0, await usageOf(world, meter, customer, period.start, period.end));
}

export async function productName(world: World, price: PriceState): Promise<string> {
  return (await find(world, PRODUCT, price.product))?.name ?? price.product;
}

export async function cycleWords(world: World, price: PriceState, quantity: number): Promise<string> {
  if (price.recurring === null) throw invalid("The price is not recurring.");
  return describeCycle(quantity, {
    name: await productName(world, price),
    unitAmountDecimal: price.unit_amount_decimal,
    recurrence: price.recurring,
  });
}

/** Keeps a changed invoice and says what is otherwise. */
export async function updateInvoice(
  world: World,
  before: InvoiceState,
  change: Partial<InvoiceState>,
): Promise<InvoiceState> {
  const was = await present(world, INVOICE, before);
  const after = await save(world, INVOICE, { ...before, ...change });
  const is = await present(world, INVOICE, after);
  const changed = changedFields(was, is);
  if (Object.keys(changed).length > 0) await emit(world, "invoice.updated", is, changed);
  return after;
}

/** Keeps a changed subscription and says what is otherwise; `earlier` is how it was before its items changed. */
export async function updateSubscription(
  world: World,
  before: SubscriptionState,
  change: Partial<SubscriptionState>,
  earlier?: Stripe.Subscription,
): Promise<SubscriptionState> {
  const was = earlier ?? (await present(world, SUBSCRIPTION, before));
  const after = await save(world, SUBSCRIPTION, { ...before, ...change });
  const is = await present(world, SUBSCRIPTION, after);
  const changed = changedFields(was, is);
  if (Object.keys(changed).length > 0) await emit(world, "customer.subscription.updated", is, changed);
  return after;
}
