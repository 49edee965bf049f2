import type Stripe from "stripe";
import { applySubscription } from "@/lib/billing/billing/apply-subscription";
import { askStripe, isMissing } from "@/lib/billing/billing/ask-stripe";
import { beginReading } from "@/lib/billing/billing/begin-reading";
import { findCustomerPartner } from "@/lib/billing/billing/find-customer-partner";
import { postInvoice } from "@/lib/billing/billing/post-invoice";
import { endSetAside, setAside } from "@/lib/billing/billing/set-aside";
import { settlePartner } from "@/lib/billing/billing/settle-partner";
import { currencyOf, idOf, timeOf } from "@/lib/billing/billing/stripe-names";
import { PAYMENT_FAILED_JOB, tellBillingPeople } from "@/lib/billing/billing/tell-billing-people";
import type { Context } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { emitEvent } from "@/lib/platform/events";
import { lockPartner } from "@/lib/platform/find-partner";
import type { InvoiceLine, Invoice as InvoiceRow, Prisma } from "@/lib/platform/prisma/client";

const LINES_A_PAGE = 100;

/**
 * Reads an invoice from Stripe, writes it and its lines down, posts to the books what follows, and makes its partner
 * what follows. Any number of times, in any order. Returns its partner, or null for one that is not ours or not in a
 * currency of ours: once it is final, that is set aside. Throws Unavailable, RangeError where its lines do not come to
 * its total.
 */
export async function applyInvoice(ctx: Context, invoiceId: string): Promise<string | null> {
  const reading = await beginReading(ctx);
  const found = await readInvoice(ctx, invoiceId);
  if (found === null) return forgetDraft(ctx, invoiceId, reading);
  const { invoice, lines } = found;
  // What was written down before stays its partner's, also when the customer is no longer at Stripe.
  const known = await ctx.db.invoice.findUnique({ where: { id: invoiceId }, select: { partnerId: true } });
  const partnerId = known?.partnerId ?? (await findCustomerPartner(ctx, idOf(invoice.customer) ?? ""));
  const currency = currencyOf(invoice.currency);
  if (partnerId === null || currency === null) {
    await keepOut(ctx, invoice, partnerId === null ? "unknown_customer" : "foreign_currency");
    return null;
  }
  const subscriptionId = idOf(invoice.parent?.subscription_details?.subscription);
  const kinds = await kindsOf(ctx, [subscriptionId, ...lines.map(subscriptionOf)]);
  const data = rowOf(invoice, kinds.has(subscriptionId ?? "") ? subscriptionId : null);
  const lineRows = lines.map((line, position) => lineOf(line, position, partnerId, kinds));
  // Whether it is owed, or is of a change that waits for it, only its subscription says.
  if (mayWait(invoice) && data.subscriptionId != null) await applySubscription(ctx, data.subscriptionId);
  await transaction(ctx, async (tx) => {
    await lockPartner(tx, partnerId);
    const before = await tx.invoice.findUnique({ where: { id: invoiceId } });
    if (before !== null && before.reading > reading) return;
    const row = { ...data, partnerId, reading, syncedAt: ctx.clock.now() };
    const after = await tx.invoice.upsert({
      where: { id: invoiceId },
      create: { ...row, id: invoiceId },
      update: row,
    });
    if (before !== null) await tx.invoiceLine.deleteMany({ where: { invoiceId, partnerId } });
    await tx.invoiceLine.createMany({ data: lineRows.map((line) => ({ ...line, invoiceId })) });
    await postInvoice(ctx, tx, after, lineRows);
    if (before === null) await endSetAside(ctx, tx, invoiceId);
    await tell(ctx, tx, before, after, kinds.get(subscriptionId ?? ""));
    await settlePartner(ctx, tx, partnerId);
  });
  return partnerId;
}

async function readInvoice(
  ctx: Context,
  invoiceId: string,
): Promise<{ invoice: Stripe.Invoice; lines: Stripe.InvoiceLineItem[] } | null> {
  try {
    return await askStripe(ctx, async (client) => {
      const invoice = await client.invoices.retrieve(invoiceId);
      if (!invoice.lines.has_more) return { invoice, lines: invoice.lines.data };
      const lines: Stripe.InvoiceLineItem[] = [];
      for await (const line of client.invoices.listLineItems(invoiceId, { limit: LINES_A_PAGE }))
        lines.push(line);
      return { invoice, lines };
    });
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Nothing is asked for with a draft. */
async function keepOut(
  ctx: Context,
  { id, status, currency, total, customer }: Stripe.Invoice,
  reason: "unknown_customer" | "foreign_currency",
): Promise<void> {
  if (status === "draft" || id === undefined) return;
  const why =
    reason === "unknown_customer" ? "who is no partner here" : "in a currency that we keep no books in";
  const detail = `An invoice of the customer ${idOf(customer)}, ${why}.`;
  await setAside(ctx, { objectId: id, reason, currency, amountMinor: total, detail });
}

function mayWait({ status, billing_reason, attempted }: Stripe.Invoice): boolean {
  return status === "open" && attempted && billing_reason === "subscription_update";
}

/** Only drafts can be deleted, and the books hold nothing of those. */
async function forgetDraft(ctx: Context, invoiceId: string, reading: bigint): Promise<string | null> {
  const known = await ctx.db.invoice.findUnique({ where: { id: invoiceId }, select: { partnerId: true } });
  if (known === null) return null;
  const { partnerId } = known;
  await transaction(ctx, async (tx) => {
    await lockPartner(tx, partnerId);
    await tx.invoice.updateMany({
      where: { id: invoiceId, partnerId, reading: { lt: reading } },
      data: { status: "deleted", reading, syncedAt: ctx.clock.now() },
    });
    await settlePartner(ctx, tx, partnerId);
  });
  return partnerId;
}

type Kinds = ReadonlyMap<string, "plan" | "usage">;

/** What the subscriptions that an invoice names are; one that is not known yet is read first. */
async function kindsOf(ctx: Context, ids: readonly (string | null)[]): Promise<Kinds> {
  const wanted = [...new Set(ids.flatMap((id) => (id === null ? [] : [id])))];
  const read = () =>
    ctx.db.subscription.findMany({ where: { id: { in: wanted } }, select: { id: true, kind: true } });
  let known = await read();
  const missing = wanted.filter((id) => !known.some((one) => one.id === id));
  for (const id of missing) await applySubscription(ctx, id);
  if (missing.length > 0) known = await read();
  return new Map(known.map(({ id, kind }) => [id, kind]));
}

type InvoiceData = Omit<Prisma.InvoiceUncheckedCreateInput, "id" | "partnerId" | "reading" | "syncedAt">;

function rowOf(invoice: Stripe.Invoice, subscriptionId: string | null): InvoiceData {
  const { status_transitions: moves } = invoice;
  return {
    subscriptionId,
    number: invoice.number,
    status: invoice.status ?? "draft",
    billingReason: invoice.billing_reason,
    currency: invoice.currency.toUpperCase(),
    subtotalMinor: invoice.subtotal,
    discountMinor: (invoice.total_discount_amounts ?? []).reduce((sum, { amount }) => sum + amount, 0),
    taxMinor: (invoice.total_taxes ?? []).reduce((sum, { amount }) => sum + amount, 0),
    totalMinor: invoice.total,
    amountDueMinor: invoice.amount_due,
    amountPaidMinor: invoice.amount_paid,
    amountRemainingMinor: invoice.amount_remaining,
    periodStart: timeOf(invoice.period_start),
    periodEnd: timeOf(invoice.period_end),
    attemptCount: invoice.attempt_count,
    nextPaymentAttemptAt: timeOf(invoice.next_payment_attempt),
    dueAt: timeOf(invoice.due_date),
    finalizedAt: timeOf(moves.finalized_at),
    paidAt: timeOf(moves.paid_at),
    voidedAt: timeOf(moves.voided_at),
    markedUncollectibleAt: timeOf(moves.marked_uncollectible_at),
    hostedUrl: invoice.hosted_invoice_url ?? null,
    pdfUrl: invoice.invoice_pdf ?? null,
    createdAt: timeOf(invoice.created),
  };
}

function subscriptionOf({ parent, subscription }: Stripe.InvoiceLineItem): string | null {
  return (
    parent?.subscription_item_details?.subscription ??
    parent?.invoice_item_details?.subscription ??
    idOf(subscription)
  );
}

type LineRow = Omit<InvoiceLine, "invoiceId">;

function lineOf(line: Stripe.InvoiceLineItem, position: number, partnerId: string, kinds: Kinds): LineRow {
  const subscriptionId = subscriptionOf(line);
  const details = line.parent?.subscription_item_details ?? line.parent?.invoice_item_details;
  return {
    id: line.id,
    partnerId,
    position,
    kind: kinds.get(subscriptionId ?? "") ?? "other",
    subscriptionId,
    priceId: idOf(line.pricing?.price_details?.price),
    description: line.description,
    amountMinor: line.amount,
    discountMinor: (line.discount_amounts ?? []).reduce((sum, { amount }) => sum + amount, 0),
    inclusiveTaxMinor: (line.taxes ?? []).reduce(
      (sum, { amount, tax_behavior }) => (tax_behavior === "inclusive" ? sum + amount : sum),
      0,
    ),
    quantity: line.quantity === null ? null : BigInt(line.quantity),
    unitAmountDecimal: line.pricing?.unit_amount_decimal?.toString() ?? null,
    proration: details?.proration ?? false,
    periodStart: timeOf(line.period.start),
    periodEnd: timeOf(line.period.end),
  };
}

/** Tells what is new since the last reading: once, because the partner's lock is held and the reading was kept. */
async function tell(
  ctx: Context,
  tx: Transaction,
  before: InvoiceRow | null,
  after: InvoiceRow,
  kind: "plan" | "usage" | undefined,
): Promise<void> {
  const { partnerId } = after;
  const data = {
    id: after.id,
    number: after.number,
    status: after.status,
    currency: after.currency,
    total_minor: after.totalMinor,
    amount_due_minor: after.amountDueMinor,
    amount_paid_minor: after.amountPaidMinor,
    hosted_url: after.hostedUrl,
  };
  // A month without live calls is Stripe's to invoice, and no news.
  const nothing = after.totalMinor === 0 && kind === "usage";
  if (after.status === "paid" && before?.status !== "paid" && !nothing) {
    await emitEvent(ctx, tx, { partnerId, type: "invoice.paid", data });
  }
  if (after.status === "open" && after.attemptCount > (before?.attemptCount ?? 0)) {
    const waits = await tx.subscription.count({ where: { partnerId, pendingInvoiceId: after.id } });
    // Nothing that is in force has failed to be paid.
    if (waits > 0) return;
    await emitEvent(ctx, tx, {
      partnerId,
      type: "invoice.payment_failed",
      data: { ...data, next_attempt_at: after.nextPaymentAttemptAt?.toISOString() ?? null },
    });
    await tellBillingPeople(tx, partnerId, PAYMENT_FAILED_JOB, { invoice_id: after.id });
  }
}
