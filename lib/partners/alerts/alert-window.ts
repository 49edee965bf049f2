import type { AlertWindow } from "@/lib/partners/alerts/alert-terms";

export interface Span {
  readonly start: Date;
  readonly end: Date;
}

/** The UTC hour, day or month that a time lies in. */
export function windowAt(window: AlertWindow, at: Date): Span {
  const [year, month, day, hour] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), at.getUTCHours()];
  const span = (start: number, end: number): Span => ({ start: new Date(start), end: new Date(end) });
  if (window === "month") return span(Date.UTC(year, month), Date.UTC(year, month + 1));
  if (window === "day") return span(Date.UTC(year, month, day), Date.UTC(year, month, day + 1));
  return span(Date.UTC(year, month, day, hour), Date.UTC(year, month, day, hour + 1));
}
