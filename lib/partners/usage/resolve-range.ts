import { MAX_RANGE_DAYS, type ToldSpan, type UsageRange } from "@/lib/partners/usage/schemas";
import type { Span } from "@/lib/partners/usage/usage-sums";
import { type FieldError, Invalid } from "@/lib/platform/errors";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAYS = { "7d": 7, "30d": 30, "90d": 90 } as const;

/**
 * The hours that a range means, in UTC, and those that it is compared with.
 *
 * `24h` is the running hour and the 23 before it. `7d`, `30d` and `90d` are today and the days before it, `month` is
 * the running month, `custom` its days, both ends counted; none goes beyond the running hour. Each is compared with
 * the same stretch as many days earlier, the month with the month before up to the same moment (or its end, where it
 * is shorter). Throws Invalid, naming the fields, for a custom range without days, backwards, too long, or that has
 * not begun.
 */
export function resolveRange(now: Date, { range, from, to }: UsageRange): Span & { before: Span } {
  const end = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS + HOUR_MS;
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  if (range === "custom") {
    const { first, last } = customDays(today, from, to);
    const until = Math.min(last + DAY_MS, end);
    return span(first, until, last - first + DAY_MS);
  }
  if (range === "24h") return span(end - DAY_MS, end, DAY_MS);
  if (range === "month") {
    const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1);
    const before = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1);
    return {
      from: new Date(first),
      to: new Date(end),
      before: { from: new Date(before), to: new Date(Math.min(before + (end - first), first)) },
    };
  }
  const length = DAYS[range] * DAY_MS;
  return span(today + DAY_MS - length, end, length);
}

function span(from: number, to: number, shift: number): Span & { before: Span } {
  return {
    from: new Date(from),
    to: new Date(to),
    before: { from: new Date(from - shift), to: new Date(to - shift) },
  };
}

function customDays(today: number, from?: string, to?: string): { first: number; last: number } {
  const errors: FieldError[] = [];
  if (from === undefined) errors.push({ path: "from", message: "Must be given for a custom range." });
  if (to === undefined) errors.push({ path: "to", message: "Must be given for a custom range." });
  const first = Date.parse(`${from}T00:00:00Z`);
  const last = Date.parse(`${to}T00:00:00Z`);
  if (first > today) errors.push({ path: "from", message: "Must not lie in the future." });
  else if (first < 0) errors.push({ path: "from", message: "Must not be before 1970." });
  if (last < first) errors.push({ path: "to", message: "Must not be before `from`." });
  else if (last - first >= MAX_RANGE_DAYS * DAY_MS)
    errors.push({ path: "to", message: `Must be within ${MAX_RANGE_DAYS} days of \`from\`.` });
  if (errors.length > 0) throw new Invalid("invalid_input", "The range cannot be shown.", errors);
  return { first, last };
}

/** A span as it is told. */
export function tellSpan({ from, to }: Span): ToldSpan {
  return { from: from.toISOString(), to: to.toISOString() };
}
