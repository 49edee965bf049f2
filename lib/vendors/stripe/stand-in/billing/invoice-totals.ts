import Stripe from "stripe";
import { share } from "@/lib/vendors/stripe/stand-in/billing/line-amounts";
import { MINIMUM_CHARGE } from "@/lib/vendors/stripe/stand-in/minimum-charge";

export interface TotalledLine {
  readonly amount: number;
  /** Prorations carry their discounts within their amounts. */
  readonly discountable: boolean;
  readonly product: string | null;
}

/** What a coupon takes off: a percentage or an amount, of every line or of those for some products. */
export interface Reduction {
  readonly discount: string;
  readonly percentOff: number | null;
  readonly amountOff: number | null;
  readonly products: readonly string[] | null;
}

export interface Reduced {
  readonly discount: string;
  readonly amount: number;
}

export interface Totals {
  readonly subtotal: number;
  readonly total: number;
  /** For each line what each discount takes off it. */
  readonly ofLines: readonly (readonly Reduced[])[];
  /** What each discount takes off in all. */
  readonly reductions: readonly Reduced[];
}

/**
 * Adds lines up and takes discounts off, in their order, each of what the ones before have left. What a discount takes
 * off in all is rounded once and divided among its lines by the largest remainder, so that the lines' parts make it up.
 */
export function totalsOf(lines: readonly TotalledLine[], reductions: readonly Reduction[]): Totals {
  const left = lines.map(({ amount }) => amount);
  const ofLines: Reduced[][] = lines.map(() => []);
  const taken = reductions.map((reduction) => {
    const parts = reduce(lines, left, reduction);
    for (const [index, amount] of parts.entries()) {
      if (amount === 0) continue;
      left[index] = (left[index] ?? 0) - amount;
      ofLines[index]?.push({ discount: reduction.discount, amount });
    }
    return { discount: reduction.discount, amount: sum(parts) };
  });
  return {
    subtotal: sum(lines.map(({ amount }) => amount)),
    total: sum(left),
    ofLines,
    reductions: taken,
  };
}

/** What a discount leaves of one amount: the net price of a proration. */
export function afterReductions(amount: number, product: string | null, reductions: readonly Reduction[]) {
  return totalsOf([{ amount, discountable: true, product }], reductions).total;
}

function reduce(lines: readonly TotalledLine[], left: readonly number[], reduction: Reduction): number[] {
  const bases = lines.map(({ discountable, product }, index) => {
    const applies =
      discountable &&
      (reduction.products === null || (product !== null && reduction.products.includes(product)));
    return applies ? Math.max(0, left[index] ?? 0) : 0;
  });
  const base = sum(bases);
  if (base === 0) return bases.map(() => 0);
  return divide(Math.min(base, reductionOf(base, reduction)), bases, base);
}

function reductionOf(base: number, { percentOff, amountOff }: Reduction): number {
  if (percentOff === null) return amountOff ?? 0;
  const percent = Stripe.Decimal.from(percentOff).mul(Stripe.Decimal.from(1_000_000)).toNumber();
  return share(base, Math.round(percent), 100_000_000);
}

/** Divides by weight, so that the parts sum: what rounding down leaves goes to the largest remainders. */
function divide(amount: number, weights: readonly number[], whole: number): number[] {
  const exact = weights.map((weight) => BigInt(amount) * BigInt(weight));
  const parts = exact.map((part) => part / BigInt(whole));
  let missing = BigInt(amount) - parts.reduce((total, part) => total + part, 0n);
  const byRemainder = exact
    .map((part, index) => ({ index, remainder: part % BigInt(whole) }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder) {
    if (missing === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    missing -= 1n;
  }
  return parts.map(Number);
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

/**
 * What is due of a total, and what the customer's balance is then. A balance below zero is credit, which is used up
 * first; a total below zero becomes credit; a sum too small to be charged is owed with the next invoice.
 */
export function settle(total: number, balance: number): { due: number; balance: number } {
  const owed = total + balance;
  return owed < MINIMUM_CHARGE ? { due: 0, balance: owed } : { due: owed, balance: 0 };
}

/** ABC-0042; a sequence over 9999 has its own length. */
export function invoiceNumber(prefix: string, sequence: number): string {
  return `${prefix}-${String(sequence).padStart(4, "0")}`;
}
