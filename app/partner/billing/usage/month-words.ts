const month = new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" });
const short = new Intl.DateTimeFormat("en-US", { month: "short", timeZone: "UTC" });
const day = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "long",
  timeZone: "UTC",
});
const exact = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  maximumFractionDigits: 6,
});

/** `2026-11` as `November 2026`. */
export function monthName(name: string): string {
  return month.format(new Date(`${name}-01T00:00:00Z`));
}

/** `2026-11` as `Nov`, and the first of a year as `Jan 2026`. */
export function shortMonth(name: string): string {
  const word = short.format(new Date(`${name}-01T00:00:00Z`));
  return name.endsWith("-01") ? `${word} ${name.slice(0, 4)}` : word;
}

/** `2026-11-20` as `Fri 20 November`. */
export function dayName(name: string): string {
  return day.format(new Date(`${name}T00:00:00Z`)).replace(",", "");
}

/** Micro-dollars with every digit that counts: `$0.00035`, `$12.4071`. */
export function exactDollars(microUsd: number): string {
  return exact.format(microUsd / 1_000_000);
}
