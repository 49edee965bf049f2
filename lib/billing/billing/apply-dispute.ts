import type Stripe from "stripe";
import { askStripe, orNull } from "@/lib/billing/billing/ask-stripe";
import { askToSettlePurchase } from "@/lib/billing/billing/ask-to-settle-purchase";
import { beginReading } from "@/lib/billing/billing/begin-reading";
import { findPayment } from "@/lib/billing/billing/find-payment";
import { endSetAside, setAside } from "@/lib/billing/billing/set-aside";
import { askToSettleCredit } from "@/lib/billing/billing/settle-credit";
import { settleRevenue } from "@/lib/billing/billing/settle-revenue";
import { currencyOf, idOf, timeOf } from "@/lib/billing/billing/stripe-names";
import { DISPUTE_JOB, tellAdmins, tellBillingPeople } from "@/lib/billing/billing/tell-billing-people";
import { cash, credit, debit, disputedFunds, paymentFees, refunds } from "@/lib/billing/ledger/accounts";
import { post } from "@/lib/billing/ledger/post-transaction";
import { type Currency, money } from "@/lib/money/money";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { lockPartner } from "@/lib/platform/find-partner";
import { addJob } from "@/lib/platform/jobs";
import type { BillingDispute } from "@/lib/platform/prisma/client";

/** The wallet's job that does to its tokens what a dispute of their payment asks for. */
export const SETTLE_DISPUTE_JOB = "wallet.settle-dispute";
/** The job that mails one admin of a dispute. */
export const ADMIN_DISPUTE_JOB = "billing.send-admin-dispute";

/** Stripe's words for a dispute that nobody decides about any more. */
const CLOSED: ReadonlySet<string> = new Set(["won", "lost", "warning_closed", "prevented"]);

/**
 * Reads a dispute from Stripe, writes it down and books what it is now: what was withdrawn and Stripe's fee at once, as a
 * loss only once it is lost, and nothing of either once it is won. Tells the partner's billing people and our admins
 * when it is opened and when it is decided; of AI tokens, the wallet follows. One of a payment that is not ours, or not
 * in a currency of ours, is set aside. Any number of times, in any order. Throws Unavailable, NotYetBooked.
 */
export async function applyDispute(ctx: Context, disputeId: string): Promise<void> {
  const reading = await beginReading(ctx);
  const dispute = await orNull(askStripe(ctx, (client) => client.disputes.retrieve(disputeId)));
  if (dispute === null) {
    await setAside(ctx, {
      objectId: disputeId,
      reason: "unknown_object",
      detail: "We were told of a dispute that Stripe does not know.",
    });
    return;
  }
  const { id, amount } = dispute;
  const about = { objectId: id, currency: dispute.currency, amountMinor: amount };
  const currency = currencyOf(dispute.currency);
  const moves = dispute.balance_transactions;
  if (currency === null || moves.some((move) => currencyOf(move.currency) !== currency)) {
    const detail = `A dispute of the charge ${idOf(dispute.charge)}, in a currency that we keep no books in.`;
    await setAside(ctx, { ...about, reason: "foreign_currency", detail });
    return;
  }
  const payment = await findPayment(ctx, idOf(dispute.payment_intent));
  if (payment === null) {
    const detail = `A dispute of the charge ${idOf(dispute.charge)}, which was never booked here.`;
    await setAside(ctx, { ...about, reason: "unknown_payment", detail });
    return;
  }
  await transaction(ctx, async (tx) => {
    await lockPartner(tx, payment.partnerId);
    const before = await tx.billingDispute.findUnique({ where: { id } });
    if (before !== null && before.reading > reading) return;
    const now = ctx.clock.now();
    const row = {
      ...payment,
      currency,
      amountMinor: amount,
      withdrawnMinor: 0 - moves.reduce((sum, move) => sum + move.amount, 0),
      feeMinor: moves.reduce((sum, move) => sum + move.fee, 0),
      reason: dispute.reason,
      status: dispute.status,
      dueBy: timeOf(dispute.evidence_details.due_by),
      closedAt: CLOSED.has(dispute.status) ? (before?.closedAt ?? now) : null,
      reading,
      createdAt: timeOf(dispute.created),
      syncedAt: now,
    };
    const after = await tx.billingDispute.upsert({ where: { id }, create: { ...row, id }, update: row });
    await postMoves(ctx, tx, id, currency, moves);
    await postLoss(ctx, tx, after, currency);
    await tell(ctx, tx, before, after);
    if (before === null) await endSetAside(ctx, tx, id);
    if (after.invoiceId !== null) {
      await settleRevenue(ctx, tx, after.partnerId, { reopen: after.invoiceId });
      await askToSettleCredit(tx, after.partnerId, id);
    }
    if (after.checkoutSessionId === null) return;
    // Each looks whether the checkout was of its own.
    await addJob(tx, SETTLE_DISPUTE_JOB, { dispute_id: id }, { key: `${SETTLE_DISPUTE_JOB}:${id}` });
    await askToSettlePurchase(tx, after.checkoutSessionId);
  });
}

/** Each movement of our balance at Stripe: what is withdrawn is still ours, until the dispute is lost. */
async function postMoves(
  ctx: Context,
  tx: Transaction,
  disputeId: string,
  currency: Currency,
  moves: readonly Stripe.BalanceTransaction[],
): Promise<void> {
  for (const { id, amount, fee, net, created } of moves) {
    const entries = [
      debit(cash, money(net, currency)),
      debit(paymentFees, money(fee, currency)),
      credit(disputedFunds, money(amount, currency)),
    ].filter((entry) => entry.amount.amountMinor !== 0);
    if (entries.length < 2) continue;
    const description = `Dispute ${disputeId}: ${amount < 0 ? "withdrawn" : "reinstated"}`;
    const key = `dispute:${disputeId}:${id}`;
    await post(ctx, tx, { key, description, entries, occurredAt: timeOf(created) });
  }
}

async function postLoss(
  ctx: Context,
  tx: Transaction,
  dispute: BillingDispute,
  currency: Currency,
): Promise<void> {
  const { id, status, withdrawnMinor, closedAt } = dispute;
  const key = `dispute:${id}:lost`;
  const posted = await tx.ledgerTransaction.findUnique({
    where: { key },
    include: { entries: true },
  });
  if (status === "lost" && withdrawnMinor > 0) {
    const lost = money(withdrawnMinor, currency);
    const entries = [debit(refunds, lost), credit(disputedFunds, lost)];
    const description = `Dispute ${id} lost`;
    await post(ctx, tx, {
      key,
      description,
      entries,
      ...(closedAt === null ? {} : { occurredAt: closedAt }),
    });
    return;
  }
  // An appeal may yet win what was lost.
  if (posted === null) return;
  const was = Number(posted.entries.find(({ amountMinor }) => amountMinor > 0n)?.amountMinor ?? 0n);
  await post(ctx, tx, {
    key: `${key}:undone`,
    description: `Dispute ${id} is not lost after all`,
    entries: [debit(disputedFunds, money(was, currency)), credit(refunds, money(was, currency))],
    reversesId: posted.id,
  });
}

/** Once for each thing that is new, because the partner's lock is held and the reading was kept. */
async function tell(
  ctx: Context,
  tx: Transaction,
  before: BillingDispute | null,
  after: BillingDispute,
): Promise<void> {
  const decided = after.closedAt !== null && before?.status !== after.status;
  if (before !== null && !decided) return;
  const about = { dispute_id: after.id, status: after.status };
  await tellBillingPeople(tx, after.partnerId, DISPUTE_JOB, about);
  await tellAdmins(tx, ADMIN_DISPUTE_JOB, about);
  await audit(ctx, tx, {
    partnerId: after.partnerId,
    action: "partner.payment_disputed",
    targetType: "dispute",
    targetId: after.id,
    details: { amount_minor: after.amountMinor, status: after.status },
  });
}
