import type Stripe from "stripe";
import { applyInvoice } from "@/lib/billing/billing/apply-invoice";
import { applySubscription } from "@/lib/billing/billing/apply-subscription";
import { askStripe } from "@/lib/billing/billing/ask-stripe";
import { cashAtStripe, healCash, strangersAtStripe } from "@/lib/billing/billing/cash-at-stripe";
import { checkDeferredRevenue } from "@/lib/billing/billing/check-deferred-revenue";
import { isLive, isOverdue, OWED_BY, standingOf } from "@/lib/billing/billing/partner-standing";
import { settlePartner } from "@/lib/billing/billing/settle-partner";
import { currencyOf } from "@/lib/billing/billing/stripe-names";
import { cash, receivable } from "@/lib/billing/ledger/accounts";
import { checkLedger } from "@/lib/billing/ledger/check-ledger";
import { readBalance } from "@/lib/billing/ledger/read-balance";
import { formatMoney } from "@/lib/money/format-money";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { lockPartner } from "@/lib/platform/find-partner";
import { newId } from "@/lib/platform/ids";
import { failureText } from "@/lib/platform/job-runs";
import type { Partner as PartnerRow } from "@/lib/platform/prisma/client";

/** Of older invoices that are settled, nothing changes any more. */
const LOOKS_BACK_DAYS = 100;
const DAY_S = 86_400;
const PAGE = 100;

interface Difference {
  partnerId: string | null;
  kind: "subscription" | "invoice" | "partner" | "receivable" | "cash" | "ledger";
  subject: string;
  ours: string;
  theirs: string;
}

interface Run {
  id: string;
  counts: { partners: number; subscriptions: number; invoices: number };
}

/**
 * Compares what we keep with what Stripe says: each customer's subscriptions and invoices, what follows for the partner,
 * what the books say it owes, every other balance at Stripe and in the books, the cash, and the books with themselves. Every difference is written down; where taking Stripe's
 * state again is enough that is done, and looked at once more. Throws Unavailable.
 */
export async function reconcileBilling(ctx: Context): Promise<{ differences: number; healed: number }> {
  const run: Run = { id: newId(ctx.clock.now()), counts: { partners: 0, subscriptions: 0, invoices: 0 } };
  await ctx.db.billingReconciliation.create({ data: { id: run.id, startedAt: ctx.clock.now() } });
  try {
    for (let after: string | undefined; ; ) {
      const partners = await ctx.db.partner.findMany({
        where: { stripeCustomerId: { not: null }, ...(after === undefined ? {} : { id: { gt: after } }) },
        orderBy: { id: "asc" },
        take: PAGE,
      });
      for (const partner of partners) await reconcilePartner(ctx, run, partner);
      after = partners.at(-1)?.id;
      if (partners.length < PAGE) break;
    }
    await compareStrangers(ctx, run);
    await compareCash(ctx, run);
    const ledger = await checkLedger(ctx);
    for (const { rule, subject, detail } of ledger.faults) {
      await note(ctx, run, {
        partnerId: null,
        kind: "ledger",
        subject,
        ours: `${rule}: ${detail}`,
        theirs: "",
      });
    }
    const deferred = await checkDeferredRevenue(ctx);
    for (const { partnerId, invoiceId, detail } of deferred) {
      await note(ctx, run, { partnerId, kind: "ledger", subject: invoiceId, ours: detail, theirs: "" });
    }
    await finish(ctx, run, {
      ledgerEntries: BigInt(ledger.entries),
      ledgerFaults: ledger.faults.length + deferred.length,
    });
  } catch (error) {
    await finish(ctx, run, { error: failureText(error) });
    throw error;
  }
  const found = await ctx.db.billingDifference.findMany({ where: { reconciliationId: run.id } });
  return { differences: found.length, healed: found.filter(({ healedAt }) => healedAt !== null).length };
}

async function finish(
  ctx: Context,
  { id, counts }: Run,
  more: { ledgerEntries?: bigint; ledgerFaults?: number; error?: string },
): Promise<void> {
  await ctx.db.billingReconciliation.update({
    where: { id },
    data: { ...counts, ...more, finishedAt: ctx.clock.now() },
  });
}

async function note(ctx: Context, run: Run, difference: Difference, healed = false): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.billingDifference.create({
    data: {
      id: newId(now),
      reconciliationId: run.id,
      ...difference,
      foundAt: now,
      healedAt: healed ? now : null,
    },
  });
}

async function reconcilePartner(ctx: Context, run: Run, partner: PartnerRow): Promise<void> {
  const customer = partner.stripeCustomerId;
  if (customer === null) return;
  run.counts.partners += 1;
  const theirs = await readCustomer(ctx, customer, ctx.clock.now());
  for (const subscription of theirs.subscriptions) {
    run.counts.subscriptions += 1;
    const ours = () => subscriptionWords(ctx, subscription.id);
    const words = theirSubscription(subscription);
    const kind = "subscription";
    const heal = () => applySubscription(ctx, subscription.id);
    await compare(ctx, run, { partnerId: partner.id, kind, subject: subscription.id }, ours, words, heal);
  }
  for (const invoice of theirs.invoices) {
    run.counts.invoices += 1;
    const ours = () => invoiceWords(ctx, invoice.id);
    const words = theirInvoice(invoice);
    const kind = "invoice";
    const heal = () => applyInvoice(ctx, invoice.id);
    await compare(ctx, run, { partnerId: partner.id, kind, subject: invoice.id }, ours, words, heal);
  }
  await comparePartner(ctx, run, partner.id);
  for (const kind of ["plan", "usage"] as const) {
    const running = theirs.subscriptions.filter((one) => one.metadata.kind === kind && isLive(one));
    if (running.length < 2) continue;
    const ids = running.map(({ id }) => id).join(", ");
    const about = { partnerId: partner.id, kind: "subscription" as const, subject: customer };
    await note(ctx, run, { ...about, ours: `one ${kind} at a time`, theirs: `${running.length}: ${ids}` });
  }
  // What its plan left unpaid when it ended is owed at Stripe and not in the books.
  const unearned = await ctx.db.invoice.aggregate({
    where: { partnerId: partner.id, status: "open", unearnedAt: { not: null } },
    _sum: { amountRemainingMinor: true },
  });
  const ours = currencyOf(theirs.currency);
  const owed = theirs.open + (ours === null ? 0 : theirs.balance) - (unearned._sum.amountRemainingMinor ?? 0);
  const foreign =
    ours === null && theirs.balance !== 0 ? ` and ${formatMoney(theirs.balance, theirs.currency)}` : "";
  const books = async () => owedInBooks(ctx, partner.id);
  const about = { partnerId: partner.id, kind: "receivable" as const, subject: customer };
  await compare(ctx, run, about, books, `${formatMoney(owed, "USD")}${foreign}`, null);
}

async function owedInBooks(ctx: Context, partnerId: string): Promise<string> {
  return formatMoney((await readBalance(ctx, receivable(partnerId), "USD")).amountMinor, "USD");
}

/** Balances that no partner's customer has: customers at Stripe that are nobody's, and partners without one that owe. */
async function compareStrangers(ctx: Context, run: Run): Promise<void> {
  for (const { id, balance, currency } of await strangersAtStripe(ctx)) {
    await note(ctx, run, {
      partnerId: null,
      kind: "receivable",
      subject: id,
      ours: "no such customer",
      theirs: formatMoney(balance, currency),
    });
  }
  const owing = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT owner_id::text AS id FROM ledger_accounts JOIN ledger_balances ON account_id = ledger_accounts.id
    WHERE kind = 'receivable' AND NOT EXISTS (
      SELECT FROM partners WHERE id = owner_id AND stripe_customer_id IS NOT NULL)
    GROUP BY owner_id HAVING sum(amount_minor) <> 0 ORDER BY owner_id`;
  for (const { id } of owing) {
    const ours = await owedInBooks(ctx, id);
    const about = { partnerId: id, kind: "receivable" as const, subject: id };
    await note(ctx, run, { ...about, ours, theirs: "no customer" });
  }
}

/** Cash in the books, against what payments, refunds and disputes did to our balance at Stripe. */
async function compareCash(ctx: Context, run: Run): Promise<void> {
  const books = async () => formatMoney((await readBalance(ctx, cash, "USD")).amountMinor, "USD");
  const read = async () => {
    const [theirs, ours] = [await cashAtStripe(ctx), await books()];
    const { USD: dollars = 0, ...foreign } = theirs;
    return { ours, theirs: formatMoney(dollars, "USD"), foreign };
  };
  const before = await read();
  for (const [currency, minor] of Object.entries(before.foreign)) {
    const about = { partnerId: null, kind: "cash" as const, subject: currency };
    const theirs = formatMoney(minor, currency);
    if (minor !== 0) await note(ctx, run, { ...about, ours: formatMoney(0, currency), theirs });
  }
  if (before.ours === before.theirs) return;
  // What happened while we read is no difference, nor is what we had not heard of.
  await healCash(ctx);
  const after = await read();
  const { ours, theirs } = before;
  await note(
    ctx,
    run,
    { partnerId: null, kind: "cash", subject: "USD", ours, theirs },
    after.ours === after.theirs,
  );
}

/** Notes a difference; where it can be healed that is tried, and only what then is equal counts as healed. */
async function compare(
  ctx: Context,
  run: Run,
  about: Pick<Difference, "partnerId" | "kind" | "subject">,
  read: () => Promise<string>,
  theirs: string,
  heal: (() => Promise<unknown>) | null,
): Promise<void> {
  const ours = await read();
  if (ours === theirs) return;
  await heal?.();
  const healed = heal !== null && (await read()) === theirs;
  await note(ctx, run, { ...about, ours, theirs }, healed);
}

async function comparePartner(ctx: Context, run: Run, partnerId: string): Promise<void> {
  const read = async () => {
    const row = await ctx.db.partner.findUniqueOrThrow({
      where: { id: partnerId },
      include: {
        subscriptions: true,
        invoices: {
          where: {
            status: "open",
            attemptCount: { gt: 0 },
            amountRemainingMinor: { gt: 0 },
            subscriptionId: { not: null },
          },
          include: { subscription: { select: OWED_BY } },
        },
      },
    });
    const standing = row.byContract ? null : standingOf(row.subscriptions, row.invoices.filter(isOverdue));
    const ours = partnerWords(row.tier, row.subscriptionStatus, row.pastDueSince);
    return {
      ours,
      implied:
        standing === null
          ? ours
          : partnerWords(standing.tier, standing.subscriptionStatus, standing.pastDueSince),
    };
  };
  const { implied } = await read();
  const heal = () =>
    transaction(ctx, async (tx) => {
      await lockPartner(tx, partnerId);
      await settlePartner(ctx, tx, partnerId);
    });
  const about = { partnerId, kind: "partner" as const, subject: partnerId };
  await compare(ctx, run, about, async () => (await read()).ours, implied, heal);
}

async function readCustomer(ctx: Context, customer: string, now: Date) {
  const since = Math.floor(now.getTime() / 1_000) - LOOKS_BACK_DAYS * DAY_S;
  return askStripe(ctx, async (client) => {
    const subscriptions: Stripe.Subscription[] = [];
    for await (const one of client.subscriptions.list({ customer, status: "all", limit: PAGE })) {
      if (currencyOf(one.currency) !== null) subscriptions.push(one);
    }
    const invoices: Stripe.Invoice[] = [];
    let open = 0;
    for await (const one of client.invoices.list({ customer, limit: PAGE })) {
      if (one.status === "open" && currencyOf(one.currency) !== null) open += one.amount_remaining;
      // It is set aside when it is told, and in no book of ours.
      if (currencyOf(one.currency) === null) continue;
      if (one.status === "open" || one.created >= since) invoices.push(one);
    }
    const person = await client.customers.retrieve(customer);
    const own = person.deleted ? { balance: 0, currency: null } : person;
    return { subscriptions, invoices, open, balance: own.balance, currency: own.currency ?? "usd" };
  });
}

async function subscriptionWords(ctx: Context, id: string): Promise<string> {
  const row = await ctx.db.subscription.findUnique({ where: { id } });
  if (row === null) return "unknown";
  const { status, priceId, currentPeriodEnd, cancelAt, pendingExpiresAt } = row;
  return subscriptionState(
    status,
    priceId,
    currentPeriodEnd.getTime() / 1_000,
    seconds(cancelAt),
    seconds(pendingExpiresAt),
  );
}

function theirSubscription(subscription: Stripe.Subscription): string {
  const item = subscription.items.data[0];
  const end = item?.current_period_end ?? 0;
  const cancelAt = subscription.cancel_at ?? (subscription.cancel_at_period_end ? end : null);
  const waits = subscription.pending_update?.expires_at ?? null;
  return subscriptionState(subscription.status, item?.price.id ?? "", end, cancelAt, waits);
}

function subscriptionState(
  status: string,
  price: string,
  end: number,
  cancelAt: number | null,
  waits: number | null,
): string {
  const ends = cancelAt === null ? "" : `, ends ${iso(cancelAt)}`;
  return `${status}, ${price}, until ${iso(end)}${ends}${waits === null ? "" : `, a change waits until ${iso(waits)}`}`;
}

async function invoiceWords(ctx: Context, id: string): Promise<string> {
  const row = await ctx.db.invoice.findUnique({ where: { id } });
  return row === null
    ? "unknown"
    : invoiceState(row.status, row.totalMinor, row.amountPaidMinor, row.attemptCount, row.currency);
}

function theirInvoice({ status, total, amount_paid, attempt_count, currency }: Stripe.Invoice): string {
  return invoiceState(status ?? "draft", total, amount_paid, attempt_count, currency);
}

function invoiceState(
  status: string,
  total: number,
  paid: number,
  attempts: number,
  currency: string,
): string {
  return `${status}, ${formatMoney(total, currency)}, paid ${formatMoney(paid, currency)}, ${attempts} attempts`;
}

function partnerWords(tier: string, status: string, since: Date | null): string {
  return `${tier}, ${status}${since === null ? "" : `, overdue since ${since.toISOString()}`}`;
}

function seconds(date: Date | null): number | null {
  return date === null ? null : date.getTime() / 1_000;
}

function iso(at: number): string {
  return new Date(at * 1_000).toISOString();
}
