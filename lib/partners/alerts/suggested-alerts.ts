import { type AlertMetric, type AlertWindow, DEFAULT_MIN_CALLS } from "@/lib/partners/alerts/alert-terms";
import { UNIT_PRICE_MICRO_USD } from "@/lib/plans/tiers";

/** An alert that most partners want: all but its recipients. */
export interface SuggestedAlert {
  name: string;
  /** Why one would want it. */
  why: string;
  metric: AlertMetric;
  window: AlertWindow;
  threshold: number;
  min_calls: number;
}

const MICRO = 1_000_000;
const DAYS = 30;

/** What to begin with, fitted to how many pairs a day the partner may score live. */
export function suggestedAlerts(perDay: number): SuggestedAlert[] {
  const dollars = roundAmount((perDay * DAYS * UNIT_PRICE_MICRO_USD) / MICRO / 2);
  return [
    {
      name: "80% of the daily limit",
      why: "Time to move to a larger plan, or to find what is calling so often, before calls are refused.",
      metric: "pairs",
      window: "day",
      threshold: Math.max(1, Math.floor(perDay * 0.8)),
      min_calls: DEFAULT_MIN_CALLS,
    },
    {
      name: `Spend over $${dollars.toLocaleString("en-US")} a month`,
      why: "About half of what your limit lets you spend, so that an invoice is never a surprise.",
      metric: "spend",
      window: "month",
      threshold: dollars * MICRO,
      min_calls: DEFAULT_MIN_CALLS,
    },
    {
      name: "More than 5% errors",
      why: "A release of yours, or of ours, broke something: hear of it before your users do.",
      metric: "error_rate",
      window: "hour",
      threshold: 500,
      min_calls: DEFAULT_MIN_CALLS,
    },
  ];
}

/** The nearest amount that people would name: 1, 2 or 5 and noughts; at least a dollar. */
function roundAmount(dollars: number): number {
  const scale = 10 ** Math.floor(Math.log10(Math.max(1, dollars)));
  const [nearest = 1] = [1, 2, 5, 10]
    .map((step) => step * scale)
    .sort((a, b) => Math.abs(a - dollars) - Math.abs(b - dollars));
  return nearest;
}
