import { type AlertMetric, type AlertWindow, WHOLE_RATE } from "@/lib/partners/alerts/alert-terms";

const MICRO = 1_000_000;

const count = new Intl.NumberFormat("en-US");
const cents = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const exact = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  maximumFractionDigits: 6,
});

/** A value of a metric for people: `1,200 calls`, `$3.50`, `5.2%`. */
export function formatValue(metric: AlertMetric, value: number): string {
  if (metric === "calls") return `${count.format(value)} ${value === 1 ? "call" : "calls"}`;
  if (metric === "pairs") return `${count.format(value)} ${value === 1 ? "pair" : "pairs"}`;
  if (metric === "error_rate") return `${count.format((value * 100) / WHOLE_RATE)}%`;
  return value % (MICRO / 100) === 0 ? cents.format(value / MICRO) : exact.format(value / MICRO);
}

export const METRIC_WORDS: Record<AlertMetric, string> = {
  calls: "Live calls",
  pairs: "Pairs scored",
  spend: "Spend",
  error_rate: "Error rate",
};

export const WINDOW_WORDS: Record<AlertWindow, string> = {
  hour: "an hour",
  day: "a UTC day",
  month: "a UTC month",
};

/** A window for people: `20 November 2026, 14:00–15:00 UTC`, `20 November 2026 (UTC)`, `November 2026 (UTC)`. */
export function formatWindow(window: AlertWindow, start: Date): string {
  const parts = { timeZone: "UTC", year: "numeric", month: "long" } as const;
  if (window === "month") return `${new Intl.DateTimeFormat("en-GB", parts).format(start)} (UTC)`;
  const day = new Intl.DateTimeFormat("en-GB", { ...parts, day: "numeric" }).format(start);
  if (window === "day") return `${day} (UTC)`;
  const clock = (hours: number) => `${String(hours).padStart(2, "0")}:00`;
  return `${day}, ${clock(start.getUTCHours())}–${clock(start.getUTCHours() + 1)} UTC`;
}
