import {
  type Earned,
  EarnedRevenue,
  earnedWholeAt,
  type MoneyBack,
  type PlanInvoice,
  type PlanLine,
} from "@/lib/billing/billing/earned-revenue";
import { keptOf } from "@/lib/billing/billing/invoice-postings";
import { postInvoice } from "@/lib/billing/billing/post-invoice";
import {
  credit,
  credits,
  debit,
  deferredRevenue,
  refunds,
  subscriptionRevenue,
} from "@/lib/billing/ledger/accounts";
import { post } from "@/lib/billing/ledger/post-transaction";
import { usd } from "@/lib/money/money";
import type { Context } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import type { Prisma, RevenueMonth } from "@/lib/platform/prisma/client";

const GONE = ["pending", "succeeded"];

/**
 * Makes what the books say a partner's plans have earned what its invoices, refunds and lost disputes say by now: by day,
 * each difference in the month that it is of. What is due follows from what is written down alone, so this catches up
 * after any pause, undoes what has turned out otherwise, and does nothing a second time. The caller holds the partner's
 * lock. `reopen`: an invoice that something has happened to.
 */
export async function settleRevenue(
  ctx: Context,
  tx: Transaction,
  partnerId: string,
  { reopen }: { reopen?: string } = {},
): Promise<void> {
  const now = ctx.clock.now();
  if (reopen !== undefined)
    await tx.revenueSchedule.updateMany({ where: { invoiceId: reopen, partnerId }, data: { doneAt: null } });
  const converted = await convert(ctx, tx, partnerId, now);
  const open = await tx.revenueSchedule.findFirst({ where: { partnerId, doneAt: null } });
  if (converted === 0 && open === null) return;
  const rows = await tx.invoice.findMany({
    where: { partnerId, revenueSchedule: { isNot: null } },
    include: READ,
    orderBy: [{ finalizedAt: "asc" }, { id: "asc" }],
  });
  const inForce = rows.filter((row) => !isWaiting(row));
  const invoices = inForce.map(planInvoiceOf);
  const revenue = new EarnedRevenue(invoices, await readMoneyBack(tx, partnerId));
  // Where Stripe's clock is ahead of ours, what it says has happened.
  const asOf = new Date(Math.max(now.getTime(), ...invoices.flatMap(momentsOf)));
  // The change that they are for may never come.
  await tx.revenueSchedule.updateMany({
    where: { partnerId, doneAt: null, invoiceId: { in: rows.filter(isWaiting).map(({ id }) => id) } },
    data: { settledAt: asOf },
  });
  for (const [index, row] of inForce.entries()) {
    const invoice = invoices[index];
    const schedule = row.revenueSchedule;
    if (invoice === undefined || schedule === null) continue;
    // Also one that was done: what is heard late of another invoice may change what it earned.
    await settleInvoice(ctx, tx, { row, invoice, revenue, asOf });
    if (schedule.doneAt !== null) continue;
    const isOver = earnedWholeAt(invoice) <= asOf || invoice.voidedAt !== null;
    await tx.revenueSchedule.update({
      where: { invoiceId: row.id, partnerId },
      data: { settledAt: asOf, doneAt: isOver ? asOf : null },
    });
  }
}

const READ = {
  lines: { where: { kind: "plan" } },
  subscription: { select: { id: true, endedAt: true, pendingInvoiceId: true } },
  revenueSchedule: { include: { months: true } },
} as const satisfies Prisma.InvoiceInclude;

type Row = Prisma.InvoiceGetPayload<{ include: typeof READ }>;

/** Whether it is of a change of plan that waits for its payment: until then the plan of before goes on. */
function isWaiting({ id, status, subscription }: Row): boolean {
  return status === "open" && subscription?.pendingInvoiceId === id;
}

/** Invoices that were earned whole when they became final, and of whose time some is still to come. */
function convertible(partnerId: string, now: Date): Prisma.InvoiceWhereInput {
  return {
    partnerId,
    revenueSchedule: { is: null },
    finalizedAt: { not: null },
    status: { in: ["open", "paid"] },
    unearnedAt: null,
    markedUncollectibleAt: null,
    lines: { some: { partnerId, kind: "plan", amountMinor: { not: 0 }, periodEnd: { gt: now } } },
  };
}

/** Returns how many were converted. */
async function convert(ctx: Context, tx: Transaction, partnerId: string, now: Date): Promise<number> {
  const rows = await tx.invoice.findMany({
    where: convertible(partnerId, now),
    include: { lines: true },
    orderBy: { id: "asc" },
  });
  for (const { lines, ...row } of rows) {
    const data = { invoiceId: row.id, partnerId, convertedAt: now };
    await tx.revenueSchedule.create({ data });
    await postInvoice(ctx, tx, row, lines);
  }
  return rows.length;
}

function planInvoiceOf(row: Row): PlanInvoice {
  const lostAt = row.unearnedAt ?? row.markedUncollectibleAt;
  return {
    id: row.id,
    deferredAt: row.revenueSchedule?.convertedAt ?? row.finalizedAt ?? row.createdAt,
    voidedAt: row.status === "void" ? (row.voidedAt ?? row.finalizedAt) : null,
    lostAt,
    reinstatedAt: lostAt !== null && row.status === "paid" ? row.paidAt : null,
    kept: keptOf(row),
    totalMinor: row.totalMinor,
    taxMinor: row.taxMinor,
    lines: row.lines.map(
      (line): PlanLine => ({
        subscriptionId: line.subscriptionId,
        endedAt: line.subscriptionId === row.subscription?.id ? row.subscription.endedAt : null,
        from: line.periodStart,
        to: line.periodEnd,
        earnedMinor: line.amountMinor - line.inclusiveTaxMinor,
        discountMinor: line.discountMinor,
      }),
    ),
  };
}

function momentsOf({ deferredAt, voidedAt, lostAt, reinstatedAt }: PlanInvoice): number[] {
  return [deferredAt, voidedAt, lostAt, reinstatedAt].map((moment) => moment?.getTime() ?? 0);
}

async function readMoneyBack(tx: Transaction, partnerId: string): Promise<MoneyBack[]> {
  const ofInvoice = { partnerId, invoiceId: { not: null } };
  const refunded = await tx.billingRefund.findMany({ where: { ...ofInvoice, status: { in: GONE } } });
  const lost = await tx.billingDispute.findMany({ where: { ...ofInvoice, status: "lost" } });
  return [
    ...refunded.map(({ id, invoiceId, createdAt, amountMinor }) => ({
      id,
      invoiceId,
      at: createdAt,
      amountMinor,
    })),
    ...lost.map(({ id, invoiceId, closedAt, createdAt, withdrawnMinor }) => ({
      ...{ id, invoiceId, at: closedAt ?? createdAt, amountMinor: withdrawnMinor },
    })),
  ]
    .flatMap(({ invoiceId, ...one }) => (invoiceId === null ? [] : [{ ...one, invoiceId }]))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

interface Settled {
  row: Row;
  invoice: PlanInvoice;
  revenue: EarnedRevenue;
  asOf: Date;
}

/** Posts, month by month, what is earned and not booked, or booked and not earned. */
async function settleInvoice(
  ctx: Context,
  tx: Transaction,
  { row, invoice, revenue, asOf }: Settled,
): Promise<void> {
  const { partnerId } = row;
  // What happens in this very moment has happened.
  const end = new Date(asOf.getTime() + 1);
  const posted = new Map(row.revenueSchedule?.months.map((one) => [one.month.getTime(), one]));
  let before = revenue.earnedBefore(invoice, invoice.deferredAt);
  for (let month = monthOf(invoice.deferredAt); month < end; month = nextMonth(month)) {
    const next = nextMonth(month);
    const after = revenue.earnedBefore(invoice, next < end ? next : end);
    const due = less(after, before);
    before = after;
    const known = posted.get(month.getTime());
    const difference = less(due, known ?? NOTHING);
    if (Object.values(difference).every((minor) => minor === 0)) continue;
    const last = Math.max(Math.min(next.getTime() - 1, asOf.getTime()), invoice.deferredAt.getTime());
    await postEarned(ctx, tx, { row, month, difference, postings: known?.postings ?? 0, at: new Date(last) });
    const data = { ...due, postings: (known?.postings ?? 0) + 1 };
    await tx.revenueMonth.upsert({
      where: { invoiceId_month: { invoiceId: row.id, month }, partnerId },
      create: { invoiceId: row.id, month, partnerId, ...data },
      update: data,
    });
  }
}

const NOTHING: Earned = { earnedMinor: 0, discountMinor: 0, refundedMinor: 0 };

function less(a: Earned, b: Earned | RevenueMonth): Earned {
  return {
    earnedMinor: a.earnedMinor - b.earnedMinor,
    discountMinor: a.discountMinor - b.discountMinor,
    refundedMinor: a.refundedMinor - b.refundedMinor,
  };
}

async function postEarned(
  ctx: Context,
  tx: Transaction,
  {
    row,
    month,
    difference,
    postings,
    at,
  }: { row: Row; month: Date; difference: Earned; postings: number; at: Date },
): Promise<void> {
  const { earnedMinor, discountMinor, refundedMinor } = difference;
  const name = month.toISOString().slice(0, 7);
  const entries = [
    debit(deferredRevenue(row.partnerId), usd(earnedMinor - discountMinor + refundedMinor)),
    credit(subscriptionRevenue, usd(earnedMinor)),
    debit(credits, usd(discountMinor)),
    credit(refunds, usd(refundedMinor)),
  ].filter(({ amount }) => amount.amountMinor !== 0);
  await post(ctx, tx, {
    key: `invoice:${row.id}:earned:${name}:${postings + 1}`,
    description: `Invoice ${row.number ?? row.id} earned in ${name}`,
    entries,
    occurredAt: at,
  });
}

function monthOf(moment: Date): Date {
  return new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth()));
}

function nextMonth(month: Date): Date {
  return new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1));
}
