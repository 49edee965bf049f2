const MONTHS_A_YEAR = 12;

/** A discount as far as it recurs: `once` takes nothing off the months that follow. */
export interface RecurringDiscount {
  duration: string;
  percentOff: number | null;
  amountOffMinor: number | null;
}

/**
 * What a plan brings in a month, in US cents: its price, a year's spread over twelve months and rounded half up, less
 * discounts that recur. Nothing in a trial, nothing once it has ended; what is past due still counts.
 */
export function monthlyRevenueOf({
  status,
  amountMinor,
  interval,
  discounts,
}: {
  status: string;
  amountMinor: number;
  interval: string;
  discounts: readonly RecurringDiscount[];
}): number {
  if (!["active", "past_due", "unpaid"].includes(status)) return 0;
  let amount = amountMinor;
  for (const { duration, percentOff, amountOffMinor } of discounts) {
    if (duration === "once") continue;
    if (percentOff !== null) amount -= (amount * percentOff) / 100;
    else amount -= amountOffMinor ?? 0;
  }
  return Math.max(0, Math.round(interval === "year" ? amount / MONTHS_A_YEAR : amount));
}

export type MovementKind = "new" | "expansion" | "contraction" | "churn" | "reactivation";

/** What kind of change leads from one month's revenue to another; null where there is none. */
export function movementKind(before: number, after: number, hadRevenueEarlier: boolean): MovementKind | null {
  if (before === after) return null;
  if (after === 0) return "churn";
  if (before === 0) return hadRevenueEarlier ? "reactivation" : "new";
  return after > before ? "expansion" : "contraction";
}
