import Stripe from "stripe";
import type { Period, Recurrence } from "@/lib/vendors/stripe/stand-in/billing/billing-period";

/** `amount` x `part` / `whole` in minor units, halves away from zero. */
export function share(amount: number, part: number, whole: number): number {
  if (whole <= 0) throw new RangeError("There is no share of nothing.");
  const product = BigInt(amount) * BigInt(part);
  const size = product < 0n ? -product : product;
  const rounded = (2n * size + BigInt(whole)) / (2n * BigInt(whole));
  return Number(product < 0n ? -rounded : rounded);
}

/** What `quantity` units cost: exact, then rounded once to a minor unit, halves away from zero. */
export function amountOf(quantity: number, unitAmountDecimal: string): number {
  return Stripe.Decimal.from(unitAmountDecimal)
    .mul(Stripe.Decimal.from(quantity))
    .round("half-up", { mode: "decimal-places", value: 0 })
    .toNumber();
}

/** What was charged for an item in advance, for the time from `start` to `end`: what a change gives back comes from it. */
export interface PaidAhead extends Period {
  readonly amount: number;
}

/** What goes back for the time from `at` on: a negative amount, or zero. */
export function creditFrom(paid: PaidAhead, at: number): number {
  if (at >= paid.end || paid.amount === 0) return 0;
  const credit = share(paid.amount, paid.end - Math.max(at, paid.start), paid.end - paid.start);
  return credit === 0 ? 0 : -credit;
}

/** What is charged from `at` on, of an amount for the whole period. */
export function debitFrom(fullAmount: number, whole: Period, at: number): number {
  return share(fullAmount, whole.end - Math.max(at, whole.start), whole.end - whole.start);
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** 05 Mar 2027 */
export function dayOf(at: number): string {
  const date = new Date(at * 1000);
  const day = String(date.getUTCDate()).padStart(2, "0");
  return `${day} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

function counted(quantity: number, name: string): string {
  return quantity === 1 ? name : `${quantity} × ${name}`;
}

/** Minor units as dollars and cents, with as many places as there are: $5,000.00, $0.00005. */
export function priceOf(unitAmountDecimal: string): string {
  const dollars = Stripe.Decimal.from(unitAmountDecimal).div(Stripe.Decimal.from(100), 20, "half-up");
  const [whole = "0", fraction = ""] = dollars.abs().toString().split(".");
  return `${dollars.isNegative() ? "-" : ""}$${BigInt(whole).toLocaleString("en-US")}.${fraction.padEnd(2, "0")}`;
}

function every({ interval, interval_count }: Recurrence): string {
  return interval_count === 1 ? interval : `every ${interval_count} ${interval}s`;
}

export interface DescribedPrice {
  readonly name: string;
  readonly unitAmountDecimal: string;
  readonly recurrence: Recurrence;
}

export function describeCycle(quantity: number, price: DescribedPrice): string {
  const at = `at ${priceOf(price.unitAmountDecimal)} / ${every(price.recurrence)}`;
  return `${quantity.toLocaleString("en-US")} × ${price.name} (${at})`;
}

export function describeUnused(quantity: number, name: string, at: number): string {
  return `Unused time on ${counted(quantity, name)} after ${dayOf(at)}`;
}

export function describeRemaining(quantity: number, name: string, at: number): string {
  return `Remaining time on ${counted(quantity, name)} after ${dayOf(at)}`;
}

export function describePart(quantity: number, name: string, period: Period): string {
  return `Time on ${counted(quantity, name)} from ${dayOf(period.start)} until ${dayOf(period.end)}`;
}

export function describeTrial(quantity: number, name: string): string {
  return `Trial period for ${counted(quantity, name)}`;
}
