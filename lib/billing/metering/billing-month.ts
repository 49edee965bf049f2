import { Invalid } from "@/lib/platform/errors";

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

/** How many months back costs are told, the running one counted. */
export const MONTHS_BACK = 12;

/**
 * The whole UTC days of a month, `2026-11`, one of the last twelve; the running one by default. Throws Invalid for another.
 */
export function assertMonth(name: string | undefined, now: Date): { from: Date; to: Date } {
  const running = monthOf(now);
  const from = name === undefined ? running : new Date(`${name}-01T00:00:00Z`);
  const earliest = new Date(Date.UTC(running.getUTCFullYear(), running.getUTCMonth() - MONTHS_BACK + 1, 1));
  if (!(from >= earliest && from <= running)) {
    throw new Invalid("invalid_input", "That month's costs are not told here.", [
      { path: "month", message: "Must be one of the last 12 months, such as 2026-01." },
    ]);
  }
  return { from, to: nextMonth(from) };
}

/** The months that costs are told of, newest first: `2026-11`, `2026-10`, … */
export function recentMonths(now: Date): string[] {
  const running = monthOf(now);
  return Array.from({ length: MONTHS_BACK }, (_, back) =>
    new Date(Date.UTC(running.getUTCFullYear(), running.getUTCMonth() - back, 1)).toISOString().slice(0, 7),
  );
}
