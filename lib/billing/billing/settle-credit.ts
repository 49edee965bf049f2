import type Stripe from "stripe";
import { askStripe } from "@/lib/billing/billing/ask-stripe";
import {
  type CreditingInvoice,
  type CreditingLine,
  creditToTakeBack,
} from "@/lib/billing/billing/credit-to-take-back";
import { holdLease } from "@/lib/billing/billing/hold-lease";
import { setAside } from "@/lib/billing/billing/set-aside";
import { timeOf } from "@/lib/billing/billing/stripe-names";
import { credit, debit, receivable, refunds } from "@/lib/billing/ledger/accounts";
import { post } from "@/lib/billing/ledger/post-transaction";
import { formatMoney } from "@/lib/money/format-money";
import { money } from "@/lib/money/money";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { addJob } from "@/lib/platform/jobs";

/** The job that takes credit back after a refund or a dispute of an invoice's payment. */
export const SETTLE_CREDIT_JOB = "billing.settle-credit";

const PAGE = 100;
const CURRENCY = "USD";
/** What our own movements of a customer's balance say. */
const KIND = "credit_of_refunded_payment";
const GONE = ["pending", "succeeded"];

/** Has credit settled once a refund or a dispute of an invoice's payment is written down. */
export async function askToSettleCredit(tx: Transaction, partnerId: string, causeId: string): Promise<void> {
  const key = `${SETTLE_CREDIT_JOB}:${causeId}`;
  await addJob(tx, SETTLE_CREDIT_JOB, { partner_id: partnerId, cause_id: causeId }, { key });
}

/**
 * Takes back what a smaller plan left as credit of a payment that was refunded or is disputed, at Stripe's customer
 * balance and in the books; where the money came back, the credit does, too. Never more than the credit that is left:
 * what was used is written off, and admins get an email. `cause_id` is the refund or dispute. Any number of times.
 * Throws Unavailable, Conflict `billing_busy`.
 */
export async function settleCredit(
  ctx: Context,
  { partner_id, cause_id }: { partner_id: string; cause_id: string },
): Promise<void> {
  const partner = await ctx.db.partner.findUnique({ where: { id: partner_id } });
  const customer = partner?.stripeCustomerId;
  if (customer == null) return;
  await holdLease(ctx, partner_id, async () => {
    const invoices = await readInvoices(ctx, partner_id, customer);
    const due = creditToTakeBack(invoices);
    const moves = await readMoves(ctx, customer);
    const taken = moves.reduce((sum, { amount }) => sum + amount, 0);
    if (due !== taken) moves.push(...(await moveCredit(ctx, customer, due - taken, moves.length)));
    for (const move of moves) await bookMove(ctx, partner_id, move);
    const short = due - moves.reduce((sum, { amount }) => sum + amount, 0);
    await tell(ctx, { partnerId: partner_id, causeId: cause_id, customer, short });
  });
}

/** All invoices of a customer that are final and not void, oldest first, with what went back of their payments. */
async function readInvoices(ctx: Context, partnerId: string, customer: string): Promise<CreditingInvoice[]> {
  const [refunded, disputed] = await Promise.all([
    ctx.db.billingRefund.findMany({ where: { partnerId, invoiceId: { not: null }, status: { in: GONE } } }),
    ctx.db.billingDispute.findMany({ where: { partnerId, invoiceId: { not: null } } }),
  ]);
  const back = new Map<string | null, number>();
  const note = (id: string | null, minor: number) => back.set(id, (back.get(id) ?? 0) + minor);
  for (const { invoiceId, amountMinor } of refunded) note(invoiceId, amountMinor);
  for (const { invoiceId, withdrawnMinor } of disputed) note(invoiceId, withdrawnMinor);
  return askStripe(ctx, async (client) => {
    const found: CreditingInvoice[] = [];
    for await (const invoice of client.invoices.list({ customer, limit: PAGE })) {
      const { id, status, total, currency } = invoice;
      if (id === undefined || status === "draft" || status === "void") continue;
      if (currency.toUpperCase() !== CURRENCY) continue;
      const lines = invoice.lines.has_more
        ? await client.invoices.listLineItems(id, { limit: PAGE }).autoPagingToArray({ limit: 1_000 })
        : invoice.lines.data;
      found.push({ id, totalMinor: total, backMinor: back.get(id) ?? 0, lines: lines.map(lineOf) });
    }
    return found.reverse();
  });
}

function lineOf({ id, amount, discount_amounts, parent }: Stripe.InvoiceLineItem): CreditingLine {
  const off = (discount_amounts ?? []).reduce((sum, discount) => sum + discount.amount, 0);
  const details = parent?.subscription_item_details ?? parent?.invoice_item_details;
  const credited = details?.proration_details?.credited_items ?? null;
  return {
    id,
    amountMinor: amount - off,
    credits: credited && { invoiceId: credited.invoice, lineIds: credited.invoice_line_items },
  };
}

interface Move {
  id: string;
  /** Above zero: taken. */
  amount: number;
  endingBalance: number;
  at: Date;
}

/** What we have moved on a customer's balance so far. Stripe's list is the only one, so that none is lost or made twice. */
async function readMoves(ctx: Context, customer: string): Promise<Move[]> {
  return askStripe(ctx, async (client) => {
    const found: Move[] = [];
    for await (const made of client.customers.listBalanceTransactions(customer, { limit: PAGE })) {
      if (made.metadata?.kind === KIND) found.push(moveOf(made));
    }
    return found;
  });
}

function moveOf({ id, amount, ending_balance, created }: Stripe.CustomerBalanceTransaction): Move {
  return { id, amount, endingBalance: ending_balance, at: timeOf(created) };
}

/** Takes so much, or gives it back where it is below zero; of credit no more than there is. */
async function moveCredit(ctx: Context, customer: string, wanted: number, before: number): Promise<Move[]> {
  return askStripe(ctx, async (client) => {
    const move = async (amount: number, count: number) =>
      moveOf(
        await client.customers.createBalanceTransaction(
          customer,
          {
            amount,
            currency: CURRENCY.toLowerCase(),
            description:
              amount > 0
                ? "Credit taken back: the payment it came from was refunded or disputed"
                : "Credit given back: the payment it came from is ours again",
            metadata: { kind: KIND },
          },
          // An answer that was lost is asked for again.
          { idempotencyKey: `credit:${customer}:${before + count}:${amount}` },
        ),
      );
    const person = await client.customers.retrieve(customer);
    const left = person.deleted ? 0 : Math.max(0, 0 - person.balance);
    const amount = Math.min(wanted, left);
    if (person.deleted || amount === 0) return [];
    const made = await move(amount, 0);
    // An invoice that used the credit in this very moment would leave the customer owing us what it was given.
    const over = amount > 0 ? Math.min(amount, Math.max(0, made.endingBalance)) : 0;
    return over === 0 ? [made] : [made, await move(0 - over, 1)];
  });
}

/** Credit is what we owe a partner, so what is taken of it pays for part of the refund. */
async function bookMove(ctx: Context, partnerId: string, { id, amount, at }: Move): Promise<void> {
  const moved = money(Math.abs(amount), CURRENCY);
  const owed = receivable(partnerId);
  const entries =
    amount > 0 ? [debit(owed, moved), credit(refunds, moved)] : [debit(refunds, moved), credit(owed, moved)];
  const description = amount > 0 ? `Credit taken back (${id})` : `Credit given back (${id})`;
  await transaction(ctx, async (tx) => {
    const { replayed } = await post(ctx, tx, { key: `credit:${id}`, description, entries, occurredAt: at });
    if (replayed) return;
    await audit(ctx, tx, {
      partnerId,
      action: amount > 0 ? "partner.credit_taken_back" : "partner.credit_given_back",
      targetType: "partner",
      targetId: partnerId,
      details: { amount_minor: Math.abs(amount) },
    });
  });
}

interface Short {
  /** How much of what had to be taken back was used. */
  short: number;
}

/** Where less credit was left than had to be taken, a person must look at it. */
async function tell(
  ctx: Context,
  { partnerId, causeId, customer, short }: Record<"partnerId" | "causeId" | "customer", string> & Short,
): Promise<void> {
  if (short <= 0) {
    const of = { where: { partnerId, invoiceId: { not: null } }, select: { id: true } };
    const causes = [await ctx.db.billingRefund.findMany(of), await ctx.db.billingDispute.findMany(of)].flat();
    const objectId = { in: causes.map(({ id }) => id) };
    await ctx.db.billingSetAside.updateMany({
      where: { objectId, reason: "credit_used", resolvedAt: null },
      data: { resolvedAt: ctx.clock.now() },
    });
    return;
  }
  await setAside(ctx, {
    objectId: causeId,
    reason: "credit_used",
    currency: CURRENCY,
    amountMinor: short,
    detail: `Credit that came from this payment was used before the money went back. In all, ${formatMoney(short, CURRENCY)} of such credit can't be taken back from ${customer}. Decide whether to bill it.`,
  });
}
