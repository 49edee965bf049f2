/** How often a price is charged. */
export interface Recurrence {
  readonly interval: "day" | "week" | "month" | "year";
  readonly interval_count: number;
}

/** From `start` (in it) to `end` (not in it), in whole seconds since 1970. */
export interface Period {
  readonly start: number;
  readonly end: number;
}

export const DAY_SECONDS = 86_400;
const MONTHS_IN = { month: 1, year: 12 } as const;
const DAYS_IN = { day: 1, week: 7 } as const;

/**
 * The `count`th boundary after the anchor (before it where negative). Months are counted from the anchor itself and
 * clamped to the month's last day, so that an anchor on the 31st is back on the 31st wherever there is one.
 */
export function boundary(anchor: number, recurrence: Recurrence, count: number): number {
  const { interval, interval_count } = recurrence;
  if (interval === "day" || interval === "week") {
    return anchor + DAYS_IN[interval] * interval_count * count * DAY_SECONDS;
  }
  const from = new Date(anchor * 1000);
  const months = from.getUTCMonth() + MONTHS_IN[interval] * interval_count * count;
  const daysOfMonth = new Date(Date.UTC(from.getUTCFullYear(), months + 1, 0)).getUTCDate();
  const clock = anchor - Math.floor(anchor / DAY_SECONDS) * DAY_SECONDS;
  const day = Math.min(from.getUTCDate(), daysOfMonth);
  return Date.UTC(from.getUTCFullYear(), months, day) / 1000 + clock;
}

/** The whole period of the anchor's rhythm that `at` lies in. */
export function periodAround(anchor: number, recurrence: Recurrence, at: number): Period {
  let count = Math.floor((at - anchor) / longest(recurrence)) - 1;
  while (boundary(anchor, recurrence, count) > at) count -= 1;
  while (boundary(anchor, recurrence, count + 1) <= at) count += 1;
  return { start: boundary(anchor, recurrence, count), end: boundary(anchor, recurrence, count + 1) };
}

function longest({ interval, interval_count }: Recurrence): number {
  return { day: 1, week: 7, month: 31, year: 366 }[interval] * interval_count * DAY_SECONDS;
}
