/**
 * How long after its end a UTC month takes reports, sends them, and when it is closed. Stripe keeps the month's invoice a
 * draft for an hour, in which usage with a time inside the month still counts; each step leaves the next one time.
 */
export const REPORTED_FOR_MS = 45 * 60_000;
export const SENT_FOR_MS = 52 * 60_000;
export const CLOSED_AFTER_MS = 55 * 60_000;

/** The first moment of the UTC month that a time lies in. */
export function monthOf(time: Date): Date {
  return new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth(), 1));
}

/** The first moment of the month after: the end of this one. */
export function nextMonth(month: Date): Date {
  return new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 1));
}

/** Milliseconds since the month ended; below zero while it runs. */
export function sinceEnd(month: Date, now: Date): number {
  return now.getTime() - nextMonth(month).getTime();
}
