import { localTime } from "@/lib/events/events/zoned-time";

/** No zone has ever been further from UTC than this. */
const FURTHEST_MS = 26 * 3_600_000;

/**
 * The moment at which a day begins in a time zone, to the millisecond: midnight, or the first moment after it where clocks
 * skip midnight.
 */
export function startOfDay(day: string, zone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // The calendar in the zone shows an earlier day at the first of these and this day or a later one at the second.
  let [before, from] = [midnight - FURTHEST_MS, midnight + FURTHEST_MS];
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (localTime(new Date(middle), zone).slice(0, 10) < day) before = middle;
    else from = middle;
  }
  return new Date(from);
}

/** The day after one. */
export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
