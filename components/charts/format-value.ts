import { monthOfYear, shortDate, shortTime } from "@/components/ui/relative-time";

/** What a number of a chart is; said by name because server components cannot hand functions to client ones. */
export type ValueFormat = "count" | "percent" | "milliseconds" | "micro_usd";

const count = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 2 });
const dollars = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const smallDollars = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  maximumFractionDigits: 5,
});

const compactDollars = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  notation: "compact",
  minimumFractionDigits: 0,
  maximumFractionDigits: 1,
});

const MICRO = 1_000_000;
/** From here on an axis has no room for cents. */
const MANY_DOLLARS = 1_000 * MICRO;

/** A number as people read it. Percent takes a share (0.02), money micro-dollars. */
export function formatValue(format: ValueFormat, value: number): string {
  switch (format) {
    case "count":
      return count.format(value);
    case "percent":
      return percent.format(value);
    case "milliseconds":
      if (value < 10) return `${Math.round(value * 10) / 10} ms`;
      return value >= 10_000 ? `${(value / 1_000).toFixed(1)} s` : `${count.format(value)} ms`;
    case "micro_usd":
      return Math.abs(value) < MICRO ? smallDollars.format(value / MICRO) : dollars.format(value / MICRO);
  }
}

/** Micro-dollars that are a guess: no more digits than the guess deserves. */
export function formatEstimate(microUsd: number): string {
  return formatValue("micro_usd", Math.abs(microUsd) < MICRO ? Number(microUsd.toPrecision(2)) : microUsd);
}

/** The same for an axis, where there is little room. */
export function formatTick(format: ValueFormat, value: number): string {
  switch (format) {
    case "count":
      return compact.format(value);
    case "milliseconds":
      return `${compact.format(value)} ms`;
    case "micro_usd":
      return Math.abs(value) < MANY_DOLLARS
        ? formatValue(format, value)
        : compactDollars.format(value / MICRO);
    default:
      return formatValue(format, value);
  }
}

/** How far apart the points of a time axis are. */
export type TimeStep = "minute" | "hour" | "day" | "month";

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;

/** A point of a time axis, as short as can be. */
export function formatAxisTime(step: TimeStep, at: string): string {
  if (step === "month") return monthOfYear(new Date(at));
  return step === "day" ? shortDate(new Date(at)) : shortTime(new Date(at));
}

/** The same where it stands alone. */
export function formatPointTime(step: TimeStep, at: string): string {
  const date = new Date(at);
  if (step === "month") return monthOfYear(date);
  if (step === "day") return `${WEEKDAYS[date.getUTCDay()]} ${shortDate(date)}`;
  return `${shortDate(date)}, ${shortTime(date)} UTC`;
}
