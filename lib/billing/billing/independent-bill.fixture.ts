/**
 * What a plan is owed for which second, and what each invoice of it must say, counted from what happened alone. It shares
 * nothing with the product or with Stripe's stand-in: no code, no prices, no calendar. Times are unix seconds, money is
 * cents, and everything in between is exact.
 *
 * The rules are Stripe's:
 * - A period costs its price at its beginning. Its boundaries are counted from the anchor in months, on the anchor's day
 *   or the month's last.
 * - A change at T inside a period gives back what the time from T on was charged for, by its share, and charges the new
 *   price's share of the whole period. Each is one line, rounded once to a cent, halves away from zero.
 * - A change to another interval, or in a trial, gives back the same and begins a whole new period when it is made.
 * - A coupon takes a share or an amount off whole periods, rounded once. Prorated lines carry lasting coupons within
 *   their price. A coupon for one invoice is used up by the first that it takes something off.
 * - A trial costs nothing, and nothing is given back for it. No tax.
 */

export interface PriceFact {
  cents: bigint;
  /** 1 or 12. */
  months: number;
}

export interface CouponFact {
  /** Hundredths of a percent. */
  percentHundredths: bigint | null;
  amountCents: bigint | null;
  /** Months from the plan's beginning; one invoice; or for ever. */
  lasts: number | "once" | "forever";
}

export interface ChangeFact {
  /** The moment that its amounts are counted from. */
  countedFrom: number;
  /** When it was asked for: a new period begins then, and its invoice is of then. */
  madeAt: number;
  price: PriceFact;
}

export interface PlanFact {
  startedAt: number;
  trialEndsAt: number | null;
  price: PriceFact;
  coupon: CouponFact | null;
  /** Those that came into force, oldest first. */
  changes: readonly ChangeFact[];
  /** From when on nothing is owed; null where it goes on. */
  endedAt: number | null;
}

export interface BillLine {
  from: number;
  to: number;
  cents: bigint;
  /** Of credit: the bill that charged for this time, and what of it was for that whole time. */
  credits: { bill: number; cents: bigint; from: number; to: number } | null;
}

export interface Bill {
  at: number;
  why: "new period" | "change";
  lines: BillLine[];
  discountCents: bigint;
  totalCents: bigint;
}

/** An exact number of cents. */
export interface Exact {
  top: bigint;
  bottom: bigint;
}

/** The time that was charged for ahead, and for how much. */
interface Ahead {
  from: number;
  to: number;
  cents: bigint;
  bill: number;
}

/** All invoices that a plan brings up to `until`. */
export function billsOf(plan: PlanFact, until: number): Bill[] {
  const over = plan.endedAt ?? Number.POSITIVE_INFINITY;
  const bills: Bill[] = [];
  const changes = [...plan.changes];
  const coupon = new RunningCoupon(plan.coupon, plan.startedAt);
  let price = plan.price;
  let trialEnd = plan.trialEndsAt;
  let anchor = plan.startedAt;
  let ahead: Ahead | null = null;
  let [start, end] = trialEnd === null ? [anchor, anchor] : [anchor, trialEnd];
  const beginPeriod = (at: number, given: BillLine[], why: Bill["why"]): void => {
    const cents = price.cents;
    const discountCents = coupon.offPeriod(cents, at);
    const net = cents - discountCents;
    const lines = [...given, { from: start, to: end, cents, credits: null }];
    const totalCents = given.reduce((sum, line) => sum + line.cents, net);
    bills.push({ at, why, lines, discountCents, totalCents });
    ahead = { from: start, to: end, cents: net, bill: bills.length - 1 };
  };
  if (trialEnd === null) {
    end = boundary(anchor, price.months, 1);
    beginPeriod(anchor, [], "new period");
  }
  for (;;) {
    const next = changes[0];
    if (next !== undefined && next.madeAt <= end && next.madeAt < over) {
      if (next.madeAt > until) return bills;
      changes.shift();
      const inTrial = trialEnd !== null && next.madeAt < trialEnd;
      const unused = inTrial ? [] : unusedOf(ahead, next.countedFrom);
      const anew = inTrial || next.price.months !== price.months;
      price = next.price;
      if (inTrial) trialEnd = null;
      if (anew) {
        anchor = next.madeAt;
        [start, end] = [anchor, boundary(anchor, price.months, 1)];
        beginPeriod(anchor, unused, "change");
        continue;
      }
      const from = next.countedFrom;
      const full = coupon.lastingPrice(price.cents, from);
      const cents = rounded(full * BigInt(end - from), BigInt(end - start));
      const lines = [...unused, { from, to: end, cents, credits: null }];
      const totalCents = lines.reduce((sum, line) => sum + line.cents, 0n);
      bills.push({ at: next.madeAt, why: "change", lines, discountCents: 0n, totalCents });
      ahead = { from, to: end, cents, bill: bills.length - 1 };
      continue;
    }
    if (end >= over || end > until) return bills;
    if (trialEnd !== null) {
      anchor = trialEnd;
      trialEnd = null;
    }
    start = end;
    end = boundary(anchor, price.months, periodsBetween(anchor, price.months, start) + 1);
    beginPeriod(start, [], "new period");
  }
}

function unusedOf(ahead: Ahead | null, at: number): BillLine[] {
  if (ahead === null || at >= ahead.to) return [];
  const from = Math.max(at, ahead.from);
  const cents = -rounded(ahead.cents * BigInt(ahead.to - from), BigInt(ahead.to - ahead.from));
  const { bill, cents: whole, from: begins, to } = ahead;
  return [{ from: at, to, cents, credits: { bill, cents: whole, from: begins, to } }];
}

class RunningCoupon {
  readonly #coupon: CouponFact | null;
  readonly #end: number;
  #spent = false;

  constructor(coupon: CouponFact | null, startedAt: number) {
    this.#coupon = coupon;
    const lasts = coupon?.lasts;
    this.#end = typeof lasts === "number" ? boundary(startedAt, 1, lasts) : Number.POSITIVE_INFINITY;
  }

  /** What it takes off a whole period that is billed at a moment. */
  offPeriod(cents: bigint, at: number): bigint {
    if (this.#coupon === null || this.#spent || at >= this.#end) return 0n;
    const off = this.#off(cents);
    if (this.#coupon.lasts === "once" && off > 0n) this.#spent = true;
    return off;
  }

  /** A price as those coupons leave it that last for more than an invoice. */
  lastingPrice(cents: bigint, at: number): bigint {
    if (this.#coupon === null || this.#coupon.lasts === "once" || at >= this.#end) return cents;
    return cents - this.#off(cents);
  }

  #off(cents: bigint): bigint {
    const { percentHundredths, amountCents } = this.#coupon ?? { percentHundredths: 0n, amountCents: null };
    const off =
      percentHundredths === null ? (amountCents ?? 0n) : rounded(cents * percentHundredths, 10_000n);
    return off > cents ? cents : off;
  }
}

/**
 * What is owed for all the seconds up to `until`, exactly: for each second the price that was in force divided by the
 * seconds of its period. What was charged ahead for later seconds is not in it.
 */
export function owedFor(plan: PlanFact, until: number): Exact {
  const end = Math.min(until, plan.endedAt ?? until);
  let sum: Exact = { top: 0n, bottom: 1n };
  const coupon = new RunningCoupon(plan.coupon, plan.startedAt);
  for (const { from, to, price, start, stop, whole } of priced(plan, end)) {
    const billed = whole
      ? price.cents - coupon.offPeriod(price.cents, start)
      : coupon.lastingPrice(price.cents, from);
    sum = plus(sum, { top: billed * BigInt(to - from), bottom: BigInt(stop - start) });
  }
  return sum;
}

interface Priced {
  from: number;
  to: number;
  price: PriceFact;
  /** The period that it lies in. */
  start: number;
  stop: number;
  /** It was charged as a whole period. */
  whole: boolean;
}

/** The stretches of time that one price was in force in one period, oldest first; those of a trial left out. */
function priced(plan: PlanFact, end: number): Priced[] {
  const stretches: Priced[] = [];
  const moments = plan.changes.filter(({ madeAt }) => madeAt < end);
  let anchor = plan.trialEndsAt ?? plan.startedAt;
  let price = plan.price;
  let from = anchor;
  const upTo = (to: number, whole: boolean): void => {
    let first = whole;
    while (from < to) {
      const count = periodsBetween(anchor, price.months, from);
      const [start, stop] = [
        boundary(anchor, price.months, count),
        boundary(anchor, price.months, count + 1),
      ];
      stretches.push({ from, to: Math.min(to, stop), price, start, stop, whole: first });
      from = Math.min(to, stop);
      first = true;
    }
  };
  let whole = true;
  for (const { countedFrom, madeAt, price: next } of moments) {
    const inTrial = madeAt < from;
    if (inTrial || next.months !== price.months) {
      if (!inTrial) upTo(countedFrom, whole);
      [anchor, from, whole] = [madeAt, madeAt, true];
    } else {
      upTo(countedFrom, whole);
      whole = isBoundary(anchor, price.months, from);
    }
    price = next;
  }
  upTo(end, whole);
  return stretches;
}

function isBoundary(anchor: number, months: number, at: number): boolean {
  return boundary(anchor, months, periodsBetween(anchor, months, at)) === at;
}

export function plus(a: Exact, b: Exact): Exact {
  const top = a.top * b.bottom + b.top * a.bottom;
  const bottom = a.bottom * b.bottom;
  const common = divisor(top < 0n ? -top : top, bottom);
  return { top: top / common, bottom: bottom / common };
}

function divisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a || 1n : divisor(b, a % b);
}

/** A quotient to the nearest whole, halves away from zero. */
export function rounded(top: bigint, bottom: bigint): bigint {
  const size = top < 0n ? -top : top;
  const nearest = (size + bottom / 2n) / bottom;
  // An odd divisor has no exact half; an even one's half is rounded up by the sum above.
  return top < 0n ? -nearest : nearest;
}

/** The moment so many spans of months after the anchor. */
export function boundary(anchor: number, months: number, count: number): number {
  const date = new Date(anchor * 1_000);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth() + months * count;
  const [year, of] = [Math.floor(month / 12), month % 12];
  const last = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][of] ?? 31;
  const midnight = Date.UTC(year, of, Math.min(date.getUTCDate(), last)) / 1_000;
  return midnight + (anchor % 86_400);
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** How many whole spans of months lie between the anchor and a moment. */
function periodsBetween(anchor: number, months: number, at: number): number {
  let count = 0;
  while (boundary(anchor, months, count + 1) <= at) count += 1;
  return count;
}

export interface UsageFact {
  startedAt: number;
  endedAt: number | null;
  /** Whether what was used last is billed when it ends. */
  finalBill: boolean;
  calls: readonly { at: number; units: number }[];
}

/** Bills of live calls: by the UTC calendar month, $0.05 for a thousand units. Those of nothing are left out. */
export function usageBillsOf(usage: UsageFact, until: number): Bill[] {
  const bills: Bill[] = [];
  const over = usage.endedAt ?? Number.POSITIVE_INFINITY;
  for (let from = usage.startedAt; from < Math.min(over, until); ) {
    const date = new Date(from * 1_000);
    const month = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 1_000;
    const to = Math.min(month, over);
    const ends = to === over;
    const units = usage.calls.reduce(
      (sum, call) => sum + (call.at >= from && call.at < to ? call.units : 0),
      0,
    );
    const cents = rounded(BigInt(units) * 5n, 1_000n);
    if (cents !== 0n && to <= until && (!ends || usage.finalBill)) {
      const lines = [{ from, to, cents, credits: null }];
      bills.push({ at: to, why: "new period", lines, discountCents: 0n, totalCents: cents });
    }
    from = to;
  }
  return bills;
}

/** Something that moves a customer's balance: an invoice that is made final, one that is taken back, or a person's hand. */
export type BalanceMove =
  | { at: number; order: number; what: "adjustment"; cents: bigint }
  | { at: number; order: number; invoice: string; what: "final"; totalCents: bigint }
  | { at: number; order: number; invoice: string; what: "void" };

/**
 * What each invoice leaves to pay, and the customer's balance in the end. Credit (below zero) is used up first; a total
 * below zero becomes credit; less than 50 cents is owed with the next invoice instead.
 */
export function balanceAfter(moves: readonly BalanceMove[]): {
  cents: bigint;
  due: ReadonlyMap<string, bigint>;
} {
  const due = new Map<string, bigint>();
  const used = new Map<string, bigint>();
  let cents = 0n;
  for (const move of moves.toSorted((a, b) => a.at - b.at || a.order - b.order)) {
    if (move.what === "adjustment") {
      cents += move.cents;
      continue;
    }
    if (move.what === "void") {
      cents += used.get(move.invoice) ?? 0n;
      continue;
    }
    const owed = move.totalCents + cents;
    const [pay, left] = owed < 50n ? [0n, owed] : [owed, 0n];
    due.set(move.invoice, pay);
    used.set(move.invoice, cents - left);
    cents = left;
  }
  return { cents, due };
}
