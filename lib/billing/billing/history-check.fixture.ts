import type Stripe from "stripe";
import { type BilledPlan, checkCredit, checkTakenBack } from "@/lib/billing/billing/history-credit.fixture";
import { checkEarned } from "@/lib/billing/billing/history-earned.fixture";
import { type Held, readHeld } from "@/lib/billing/billing/history-held.fixture";
import { type HistoryTown, idOf, type Lived } from "@/lib/billing/billing/history-town.fixture";
import {
  type BalanceMove,
  type Bill,
  balanceAfter,
  billsOf,
  type CouponFact,
  owedFor,
  type PlanFact,
  type PriceFact,
  plus,
  rounded,
  usageBillsOf,
} from "@/lib/billing/billing/independent-bill.fixture";
import { receivable } from "@/lib/billing/ledger/accounts";
import { readBalance } from "@/lib/billing/ledger/read-balance";
import type { PlanTier } from "@/lib/plans/tiers";

/** The price list, written down again: what the product sells is checked against it. */
const PRICES: Record<PlanTier, PriceFact> = {
  starter: { cents: 500_000n, months: 1 },
  professional: { cents: 2_500_000n, months: 1 },
  enterprise: { cents: 10_000_000n, months: 12 },
  research: { cents: 1_000_000n, months: 12 },
};

/** Compares all that a partner was billed with what it owes by its history. Notes what differs. */
export async function checkLived(town: HistoryTown, lived: Lived): Promise<void> {
  const held = await readHeld(town.stripe, lived.customer);
  const { problems } = lived;
  const dropped = droppedChanges(lived, held);
  const plans: BilledPlan[] = [];
  const facts: PlanFact[] = [];
  const voided = held.invoices.filter(({ id, status }) => status === "void" && !dropped.has(id));
  for (const subscription of held.subscriptions) {
    const invoices = held.invoices.filter(
      (invoice) =>
        idOf(invoice.parent?.subscription_details?.subscription ?? null) === subscription.id &&
        !dropped.has(invoice.id) &&
        invoice.lines.data.some(({ amount }) => amount !== 0),
    );
    if (subscription.metadata.kind === "usage") {
      compareBills(problems, "usage", usageBills(town, lived, subscription), invoices);
      continue;
    }
    const plan = planFact(lived, subscription, dropped);
    if (plan === null) {
      problems.push(`nobody bought the plan ${subscription.id}`);
      continue;
    }
    const bills = billsOf(plan, town.now);
    const charged = bills.filter(({ lines }) => lines.some(({ cents }) => cents !== 0n));
    const equal = compareBills(problems, "plan", charged, invoices);
    checkSum(problems, plan, bills, town.now);
    facts.push(plan);
    if (!equal) continue;
    const billed: BilledPlan = { bills, invoiceOf: (bill) => invoices[charged.indexOf(bill)] };
    checkCredit(problems, held, billed);
    plans.push(billed);
  }
  if (held.refunds.length + held.disputes.length > 0) await checkTakenBack(town, lived, held, plans);
  checkBalance(problems, held, voided);
  checkPayments(problems, lived, held);
  await checkOurs(town, lived, held, dropped);
  if (problems.length === 0) await checkEarned(town, lived, held, facts);
}

/** The invoices of changes that never came into force: void, or still waiting. */
function droppedChanges({ changes }: Lived, { invoices }: Held): Set<string> {
  const waited = new Set(changes.flatMap(({ invoice }) => invoice ?? []));
  const gone = invoices.filter(
    ({ id, status, billing_reason }) =>
      billing_reason === "subscription_update" &&
      (status === "void" || (status === "open" && waited.has(id))),
  );
  return new Set(gone.map(({ id }) => id));
}

function planFact(
  { bought, changes }: Lived,
  { id, start_date, ended_at, status }: Stripe.Subscription,
  dropped: ReadonlySet<string>,
): PlanFact | null {
  const chosen = bought.get(id);
  if (chosen === undefined) return null;
  const { coupon } = chosen;
  const fact: CouponFact | null = coupon && {
    percentHundredths: coupon.percentOff === null ? null : BigInt(Math.round(coupon.percentOff * 100)),
    amountCents: coupon.amountOffCents === null ? null : BigInt(coupon.amountOffCents),
    lasts: coupon.lasts,
  };
  const inForce = changes.filter(
    ({ subscription, invoice }) => subscription === id && !dropped.has(invoice ?? ""),
  );
  return {
    startedAt: start_date,
    trialEndsAt: chosen.trialEndsAt,
    price: PRICES[chosen.tier],
    coupon: fact,
    changes: inForce.map(({ countedFrom, madeAt, tier }) => ({ countedFrom, madeAt, price: PRICES[tier] })),
    endedAt: status === "incomplete_expired" ? start_date : ended_at,
  };
}

function usageBills(town: HistoryTown, { calls }: Lived, subscription: Stripe.Subscription): Bill[] {
  const usage = {
    startedAt: subscription.start_date,
    endedAt: subscription.ended_at,
    finalBill: subscription.cancellation_details?.reason !== "payment_failed",
    calls: calls.filter((call) => call.subscription === subscription.id),
  };
  return usageBillsOf(usage, town.now);
}

const iso = (seconds: number) => new Date(seconds * 1_000).toISOString().replace(".000Z", "Z");

function billWords({ at, lines, discountCents, totalCents }: Bill): string {
  const parts = lines
    .filter(({ cents }) => cents !== 0n)
    .map(({ from, to, cents }) => `${cents} for ${iso(from)} to ${iso(to)}`)
    .sort();
  return `${iso(at)}: ${parts.join(", ")}; ${discountCents} off; total ${totalCents}`;
}

function invoiceWords({ created, lines, total_discount_amounts, total }: Stripe.Invoice): string {
  const parts = lines.data
    .filter(({ amount }) => amount !== 0)
    .map(({ period, amount }) => `${amount} for ${iso(period.start)} to ${iso(period.end)}`)
    .sort();
  const off = (total_discount_amounts ?? []).reduce((sum, { amount }) => sum + amount, 0);
  return `${iso(created)}: ${parts.join(", ")}; ${off} off; total ${total}`;
}

function compareBills(
  problems: string[],
  what: string,
  bills: readonly Bill[],
  invoices: readonly Stripe.Invoice[],
): boolean {
  const owed = bills.map(billWords);
  const billed = invoices.map(invoiceWords);
  for (let index = 0; index < Math.max(owed.length, billed.length); index += 1) {
    if (owed[index] === billed[index]) continue;
    problems.push(
      `${what} invoice ${index + 1}: owed ${owed[index] ?? "nothing"} | billed ${billed[index] ?? "nothing"}`,
    );
    return false;
  }
  return true;
}

/** The bills' sum is what is owed for all seconds so far, and what was charged ahead: to a cent for each prorated line. */
function checkSum(problems: string[], plan: PlanFact, bills: readonly Bill[], now: number): void {
  const until = plan.endedAt === null ? now : Math.min(plan.endedAt, now);
  const charged = bills.reduce((sum, { totalCents }) => sum + totalCents, 0n);
  // The time that is charged ahead is owed as well, once it comes: ask for all of it.
  const last = bills.at(-1)?.lines.at(-1);
  const end = Math.max(until, last?.to ?? until);
  const { top, bottom } = plus(owedFor({ ...plan, endedAt: end }, end), { top: -charged, bottom: 1n });
  const lines = BigInt(bills.reduce((count, bill) => count + bill.lines.length, 1));
  if ((top < 0n ? -top : top) > lines * bottom) {
    problems.push(
      `the bills come to ${charged}, which is ${rounded(-top, bottom)} more than all seconds are owed`,
    );
  }
}

function checkBalance(problems: string[], held: Held, voided: readonly Stripe.Invoice[]): void {
  const moves: BalanceMove[] = [];
  for (const invoice of held.invoices) {
    const order = Number(invoice.number?.split("-").at(-1) ?? 0);
    const { finalized_at, voided_at } = invoice.status_transitions;
    if (finalized_at === null) continue;
    moves.push({
      at: finalized_at,
      order,
      invoice: invoice.id,
      what: "final",
      totalCents: BigInt(invoice.total),
    });
    if (voided_at !== null)
      moves.push({ at: voided_at, order: order + 0.5, invoice: invoice.id, what: "void" });
  }
  // Of an adjustment in the second of an invoice the records do not say which came first.
  let first: string | null = null;
  for (const orders of ordersOf(held.adjustments.length)) {
    const adjusted = held.adjustments.map(
      ({ created, amount }, index): BalanceMove => ({
        at: created,
        order: orders[index] ?? 0,
        what: "adjustment",
        cents: BigInt(amount),
      }),
    );
    const wrong = wrongBalance(held, [...moves, ...adjusted], voided.length);
    if (wrong === null) return;
    first ??= wrong;
  }
  if (first !== null) problems.push(first);
}

/** Before or after all invoices of the same second, each in turn. */
function ordersOf(count: number): number[][] {
  if (count === 0) return [[]];
  const [before, after] = [0 - count, 1_000_000];
  return ordersOf(Math.min(count, 8) - 1).flatMap((rest) => [
    [...rest, before + rest.length],
    [...rest, after + rest.length],
  ]);
}

function wrongBalance(held: Held, moves: readonly BalanceMove[], voided: number): string | null {
  const { cents, due } = balanceAfter(moves);
  for (const { id, number, amount_due, status_transitions } of held.invoices) {
    if (status_transitions.finalized_at === null || due.get(id) === BigInt(amount_due)) continue;
    return `${number} asks for ${amount_due}, with the balance there was ${due.get(id)} are due`;
  }
  if (cents === BigInt(held.balance)) return null;
  return `the balance is ${held.balance}, by all invoices it is ${cents} (${voided} void)`;
}

function checkPayments(problems: string[], { tokens }: Lived, held: Held): void {
  const charged = held.charges
    .filter(({ status }) => status === "succeeded")
    .reduce((sum, { amount }) => sum + amount, 0);
  const paid = held.invoices.reduce((sum, { amount_paid }) => sum + amount_paid, 0) + tokens.bought / 100;
  if (charged !== paid)
    problems.push(`${charged} were charged, invoices and tokens say that ${paid} were paid`);
}

/** What the product itself says: tier, standing, what is owed, what comes in a month, tokens. */
async function checkOurs(
  town: HistoryTown,
  lived: Lived,
  held: Held,
  dropped: ReadonlySet<string>,
): Promise<void> {
  const { ctx, problems, byContract } = lived;
  const partner = await ctx.db.partner.findUniqueOrThrow({ where: { id: ctx.partnerId } });
  const plans = held.subscriptions.filter(({ metadata }) => metadata.kind === "plan");
  const live = plans.find(({ status }) => ["trialing", "active", "past_due", "unpaid"].includes(status));
  const owed = held.invoices
    .filter(({ id, status, attempted }) => status === "open" && attempted && !dropped.has(id))
    .reduce((sum, { amount_remaining }) => sum + amount_remaining, 0);
  const tier = live === undefined ? null : tierNow(lived, live.id, dropped);
  const had = plans.some(({ status }) => status === "canceled");
  const status = live !== undefined ? (owed > 0 ? "past_due" : "active") : had ? "cancelled" : "none";
  const expected = byContract ? "agency, active" : `${tier ?? "free"}, ${status}`;
  const said = `${partner.tier}, ${partner.subscriptionStatus}`;
  if (said !== expected)
    problems.push(`the partner is ${said}; by what it bought and owes (${owed}) ${expected}`);

  // What Stripe collects no more when its plan has ended is no longer in the books, unless it is paid after all.
  const over = new Set(held.subscriptions.flatMap(({ id, ended_at }) => (ended_at === null ? [] : [id])));
  const open = held.invoices
    .filter(
      ({ status, parent, next_payment_attempt }) =>
        status === "open" &&
        (next_payment_attempt !== null ||
          !over.has(idOf(parent?.subscription_details?.subscription ?? null) ?? "")),
    )
    .reduce((sum, { amount_remaining }) => sum + amount_remaining, 0);
  const { amountMinor } = await readBalance(town.ctx, receivable(ctx.partnerId), "USD");
  if (amountMinor !== open + held.balance) {
    problems.push(`the books say it owes ${amountMinor}; open are ${open}, its balance is ${held.balance}`);
  }

  const [revenue] = await ctx.db.$queryRaw<{ cents: bigint }[]>`
    SELECT coalesce(sum(after_minor - before_minor), 0)::bigint AS cents FROM mrr_movements
    WHERE partner_id = ${ctx.partnerId}::uuid`;
  const monthly = live === undefined || live.status === "trialing" ? 0n : monthlyOf(lived, live, dropped);
  if (monthly !== null && revenue?.cents !== monthly) {
    problems.push(`it brings ${revenue?.cents} a month by the movements, ${monthly} by its plan`);
  }

  const wallet = await ctx.db.wallet.findUnique({ where: { partnerId: ctx.partnerId } });
  const left = lived.tokens.bought - lived.tokens.used;
  // Tokens that money went back for are taken back: what that comes to has tests of its own.
  const tokenRefunds = held.refunds.length + held.disputes.length > 0 && lived.tokens.bought > 0;
  if (!tokenRefunds && Number(wallet?.balanceTokens ?? 0) !== left) {
    problems.push(`the wallet holds ${wallet?.balanceTokens}, ${left} were bought and not used`);
  }
}

function tierNow({ bought, changes }: Lived, id: string, dropped: ReadonlySet<string>): PlanTier | null {
  const last = changes.findLast(
    ({ subscription, invoice }) => subscription === id && !dropped.has(invoice ?? ""),
  );
  return last?.tier ?? bought.get(id)?.tier ?? null;
}

/** Null where a coupon lasts some months: what then comes in a month is a matter of words. */
function monthlyOf(lived: Lived, { id }: Stripe.Subscription, dropped: ReadonlySet<string>): bigint | null {
  const coupon = lived.bought.get(id)?.coupon ?? null;
  const tier = tierNow(lived, id, dropped);
  if (tier === null || typeof coupon?.lasts === "number") return null;
  const { cents, months } = PRICES[tier];
  // In ten-thousandths of a cent, so that nothing is rounded before the end.
  let net = cents * 10_000n;
  if (coupon?.lasts === "forever") {
    if (coupon.percentOff === null) net -= BigInt(coupon.amountOffCents ?? 0) * 10_000n;
    else net -= cents * BigInt(Math.round(coupon.percentOff * 100));
  }
  return net < 0n ? 0n : rounded(net, 10_000n * BigInt(months));
}
