import type Stripe from "stripe";
import { applyDispute } from "@/lib/billing/billing/apply-dispute";
import { applyInvoice } from "@/lib/billing/billing/apply-invoice";
import { applyRefund } from "@/lib/billing/billing/apply-refund";
import { askStripe } from "@/lib/billing/billing/ask-stripe";
import { NotYetBooked } from "@/lib/billing/billing/find-payment";
import type { Context } from "@/lib/platform/context";

const PAGE = 100;
/** How far back what we may not have heard of is looked for. */
const LOOKS_BACK_S = 100 * 86_400;

/** What the books call cash: payments, refunds and disputes. Payouts, transfers and Stripe's invoices to us are not. */
const OURS: ReadonlySet<string> = new Set([
  "charge",
  "payment",
  "refund",
  "payment_refund",
  "refund_failure",
  "payment_failure_refund",
]);

/**
 * What payments, refunds and disputes have done to our balance at Stripe, by currency, in minor units; with what invoices
 * of ours say was paid past Stripe, such as by bank transfer.
 */
export async function cashAtStripe(ctx: Context): Promise<Record<string, number>> {
  const past = await paidPastStripe(ctx);
  return askStripe(ctx, async (client) => {
    const sums: Record<string, number> = past === 0 ? {} : { USD: past };
    for await (const move of client.balanceTransactions.list({ limit: PAGE })) {
      const code = move.currency.toUpperCase();
      sums[code] = (sums[code] ?? 0) + cashOf(move);
    }
    return sums;
  });
}

/** Of invoices in our books, all in US dollars: somebody marked them as paid, and no payment at Stripe tells of it. */
async function paidPastStripe(ctx: Context): Promise<number> {
  const found = await askStripe(ctx, async (client) => {
    const amounts = new Map<string, number>();
    const listed = client.invoices.list({
      status: "paid",
      limit: PAGE,
      expand: ["data.amount_paid_off_stripe"],
    });
    for await (const { id, amount_paid_off_stripe: amount = 0 } of listed) {
      if (id !== undefined && amount !== 0) amounts.set(id, amount);
    }
    return amounts;
  });
  const booked = await ctx.db.invoice.findMany({
    where: { id: { in: [...found.keys()] }, status: "paid" },
    select: { id: true },
  });
  return booked.reduce((sum, { id }) => sum + (found.get(id) ?? 0), 0);
}

/** Of disputes the fee counts; what Stripe takes for payments is in no book of ours. */
function cashOf({ type, amount, net, reporting_category }: Stripe.BalanceTransaction): number {
  if (type === "adjustment") return reporting_category.startsWith("dispute") ? net : 0;
  return OURS.has(type) ? amount : 0;
}

/** Books the latest payments, refunds and disputes that the books do not have, because their messages are still to come. */
export async function healCash(ctx: Context): Promise<void> {
  const since = { created: { gte: Math.floor(ctx.clock.now().getTime() / 1_000) - LOOKS_BACK_S } };
  const found = await askStripe(ctx, async (client) => {
    const refunds: string[] = [];
    for await (const { id } of client.refunds.list({ ...since, limit: PAGE })) refunds.push(id);
    const disputes: string[] = [];
    for await (const { id } of client.disputes.list({ ...since, limit: PAGE })) disputes.push(id);
    const invoices: string[] = [];
    for await (const { id } of client.invoices.list({ ...since, status: "paid", limit: PAGE })) {
      if (id !== undefined) invoices.push(id);
    }
    return { refunds, disputes, invoices };
  });
  const booked = await ctx.db.invoice.findMany({
    where: { id: { in: found.invoices }, status: "paid" },
    select: { id: true },
  });
  const known = new Set(booked.map(({ id }) => id));
  for (const id of found.invoices) if (!known.has(id)) await applyInvoice(ctx, id);
  for (const id of found.refunds) await unlessItWaits(() => applyRefund(ctx, id));
  for (const id of found.disputes) await unlessItWaits(() => applyDispute(ctx, id));
}

/** A purchase that waits to be booked has its job already: it is looked at in the next comparison. */
async function unlessItWaits(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof NotYetBooked)) throw error;
  }
}

/** Customers at Stripe with a balance that are no partner's, each with its balance in its own currency. */
export async function strangersAtStripe(
  ctx: Context,
): Promise<{ id: string; balance: number; currency: string }[]> {
  const found = await askStripe(ctx, async (client) => {
    const all: { id: string; balance: number; currency: string }[] = [];
    for await (const { id, balance, currency } of client.customers.list({ limit: PAGE })) {
      if (balance !== 0) all.push({ id, balance, currency: currency ?? "usd" });
    }
    return all;
  });
  const ours = await ctx.db.partner.findMany({
    where: { stripeCustomerId: { in: found.map(({ id }) => id) } },
    select: { stripeCustomerId: true },
  });
  const known = new Set(ours.map(({ stripeCustomerId }) => stripeCustomerId));
  return found.filter(({ id }) => !known.has(id));
}
