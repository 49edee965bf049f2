import type { AlertMetric } from "@/lib/partners/alerts/alert-terms";

/** How a metric's thresholds are typed: how many of what is stored make one of it, and to how many decimals. */
const TYPED: Record<AlertMetric, { unit: number; decimals: number; fault: string }> = {
  calls: { unit: 1, decimals: 0, fault: "Must be a whole number." },
  pairs: { unit: 1, decimals: 0, fault: "Must be a whole number." },
  spend: { unit: 1_000_000, decimals: 2, fault: "Must have at most two decimals: dollars and cents." },
  error_rate: { unit: 100, decimals: 2, fault: "Must have at most two decimals." },
};

/** Digits, with or without commas between thousands; a comma anywhere else may be meant as a point. */
const NUMBER = /^\$?\s*(\d+|\d{1,3}(?:,\d{3})+)(\.\d+)?$/;

/** A number as people type it, such as `1,200.50` or `$12`; NaN for what is none, null where nothing is typed. */
export function readTyped(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  return NUMBER.test(trimmed) ? Number(trimmed.replaceAll(/[$,\s]/g, "")) : Number.NaN;
}

/** A stored threshold as it is typed, to its last digit: `1200`, `12.50`, `0.00005`, `5.25`. */
export function writeTyped(metric: AlertMetric, stored: number): string {
  const { unit } = TYPED[metric];
  const whole = Math.floor(stored / unit);
  const places = String(unit).length - 1;
  const rest = String(stored % unit)
    .padStart(places, "0")
    .replace(/0+$/, "");
  if (places === 0 || rest === "") return String(whole);
  return `${whole}.${metric === "spend" ? rest.padEnd(2, "0") : rest}`;
}

/** A typed number as it is stored; null for what is no number. */
export function toStored(metric: AlertMetric, typed: number | null): number | null {
  return typed === null || Number.isNaN(typed) ? null : Math.round(typed * TYPED[metric].unit);
}

/** Why a typed number is finer than its metric is set; null where it is not. */
export function finenessFault(metric: AlertMetric, typed: number): string | null {
  const { decimals, fault } = TYPED[metric];
  return Number(typed.toFixed(decimals)) === typed ? null : fault;
}
