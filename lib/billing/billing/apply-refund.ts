import type Stripe from "stripe";
import { askStripe, orNull } from "@/lib/billing/billing/ask-stripe";
import { askToSettlePurchase } from "@/lib/billing/billing/ask-to-settle-purchase";
import { beginReading } from "@/lib/billing/billing/begin-reading";
import { findPayment } from "@/lib/billing/billing/find-payment";
import { endSetAside, setAside } from "@/lib/billing/billing/set-aside";
import { askToSettleCredit } from "@/lib/billing/billing/settle-credit";
import { settleRevenue } from "@/lib/billing/billing/settle-revenue";
import { currencyOf, idOf, timeOf } from "@/lib/billing/billing/stripe-names";
import { cash, credit, debit, refunds } from "@/lib/billing/ledger/accounts";
import { post } from "@/lib/billing/ledger/post-transaction";
import { type Money, money } from "@/lib/money/money";
import type { Context } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { lockPartner } from "@/lib/platform/find-partner";
import { addJob } from "@/lib/platform/jobs";

/** The wallet's job that does to its tokens what a refund of their payment asks for. */
export const SETTLE_REFUND_JOB = "wallet.settle-refund";

/** Stripe's words for a refund whose money has left the balance. */
const GONE: ReadonlySet<string> = new Set(["pending", "succeeded"]);
/** And for one whose money is there again. */
const BACK: ReadonlySet<string> = new Set(["failed", "canceled"]);

/**
 * Reads a refund from Stripe, writes it down and books what it is now; of AI tokens, the wallet follows. One of a payment
 * that is not ours, or not in a currency of ours, is set aside. Any number of times, in any order. Throws Unavailable, NotYetBooked.
 */
export async function applyRefund(ctx: Context, refundId: string): Promise<void> {
  const reading = await beginReading(ctx);
  const refund = await orNull(askStripe(ctx, (client) => client.refunds.retrieve(refundId)));
  if (refund === null) {
    await setAside(ctx, {
      objectId: refundId,
      reason: "unknown_object",
      detail: "We were told of a refund that Stripe does not know.",
    });
    return;
  }
  await bookRefund(ctx, refund, reading);
}

/** The same for all refunds of a charge. */
export async function applyChargeRefunds(ctx: Context, chargeId: string): Promise<void> {
  const reading = await beginReading(ctx);
  const made = await orNull(
    askStripe(ctx, async (client) => {
      const all: Stripe.Refund[] = [];
      for await (const refund of client.refunds.list({ charge: chargeId, limit: 100 })) all.push(refund);
      return all;
    }),
  );
  for (const refund of made ?? []) await bookRefund(ctx, refund, reading);
}

async function bookRefund(ctx: Context, refund: Stripe.Refund, reading: bigint): Promise<void> {
  const { id, amount } = refund;
  const about = { objectId: id, currency: refund.currency, amountMinor: amount };
  const currency = currencyOf(refund.currency);
  if (currency === null) {
    const detail = `A refund of the charge ${idOf(refund.charge)}, in a currency that we keep no books in.`;
    await setAside(ctx, { ...about, reason: "foreign_currency", detail });
    return;
  }
  const payment = await findPayment(ctx, idOf(refund.payment_intent));
  if (payment === null) {
    const detail = `A refund of the charge ${idOf(refund.charge)}, which was never booked here.`;
    await setAside(ctx, { ...about, reason: "unknown_payment", detail });
    return;
  }
  const { partnerId, invoiceId, checkoutSessionId } = payment;
  const status = refund.status ?? "pending";
  await transaction(ctx, async (tx) => {
    await lockPartner(tx, partnerId);
    const before = await tx.billingRefund.findUnique({ where: { id } });
    if (before !== null && before.reading > reading) return;
    const row = {
      partnerId,
      invoiceId,
      checkoutSessionId,
      currency,
      amountMinor: amount,
      status,
      reading,
      createdAt: timeOf(refund.created),
      syncedAt: ctx.clock.now(),
    };
    await tx.billingRefund.upsert({ where: { id }, create: { ...row, id }, update: row });
    await postRefund(ctx, tx, { id, status, amount: money(amount, currency), at: row.createdAt });
    if (before === null) await endSetAside(ctx, tx, id);
    if (invoiceId !== null) {
      await settleRevenue(ctx, tx, partnerId, { reopen: invoiceId });
      await askToSettleCredit(tx, partnerId, id);
    }
    if (checkoutSessionId === null) return;
    // Each looks whether the checkout was of its own.
    await addJob(tx, SETTLE_REFUND_JOB, { refund_id: id }, { key: `${SETTLE_REFUND_JOB}:${id}` });
    await askToSettlePurchase(tx, checkoutSessionId);
  });
}

/** A refund whose money went may still come back: both then stand in the books, and sum to nothing. */
async function postRefund(
  ctx: Context,
  tx: Transaction,
  { id, status, amount, at }: { id: string; status: string; amount: Money; at: Date },
): Promise<void> {
  const key = `refund:${id}`;
  if (GONE.has(status)) {
    const entries = [debit(refunds, amount), credit(cash, amount)];
    await post(ctx, tx, { key, description: `Refund ${id}`, entries, occurredAt: at });
    return;
  }
  const posted = BACK.has(status) ? await tx.ledgerTransaction.findUnique({ where: { key } }) : null;
  if (posted === null) return;
  await post(ctx, tx, {
    key: `${key}:failed`,
    description: `Refund ${id} came back`,
    entries: [debit(cash, amount), credit(refunds, amount)],
    reversesId: posted.id,
  });
}
