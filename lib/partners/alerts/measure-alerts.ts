import { type AlertMetric, WHOLE_RATE } from "@/lib/partners/alerts/alert-terms";
import { type Span, windowAt } from "@/lib/partners/alerts/alert-window";
import { sumUsage, type UsageSum } from "@/lib/partners/usage/sum-usage";
import type { Context } from "@/lib/platform/context";
import type { Alert } from "@/lib/platform/prisma/client";

/** Windows that ended this recently are measured too: for calls of their last minute, late rows, and a job that stood still. */
const AFTERWARDS_MS = 3_600_000;

/** How an alert stands in one window. */
export interface Standing<A extends Alert = Alert> {
  readonly alert: A;
  readonly span: Span;
  /** Whether the window still runs. */
  readonly running: boolean;
  /** In the alert's unit; null where there were too few calls to say. */
  readonly value: number | null;
  readonly reached: boolean;
}

/** Measures alerts of any number of partners at once, in the window that runs and, asked to, in the one just ended. */
export async function measureAlerts<A extends Alert>(
  ctx: Context,
  alerts: readonly A[],
  { ended }: { ended: boolean },
): Promise<Standing<A>[]> {
  const now = ctx.clock.now();
  const asked = alerts.flatMap((alert) => {
    const running = windowAt(alert.window, now);
    const before = windowAt(alert.window, new Date(running.start.getTime() - 1));
    // An alert says nothing of windows that ended before it was made, or made what it is.
    const told = before.end.getTime() > Math.max(alert.updatedAt.getTime(), now.getTime() - AFTERWARDS_MS);
    return [
      { alert, span: running, running: true },
      ...(ended && told ? [{ alert, span: before, running: false }] : []),
    ];
  });
  // Several alerts of a partner often watch one window: it is summed once.
  const spans = new Map(
    asked.map(({ alert, span }) => [
      keyOf(alert, span),
      { partnerId: alert.partnerId, from: span.start, until: span.end },
    ]),
  );
  const sums = await sumUsage(ctx, [...spans.values()]);
  const byKey = new Map([...spans.keys()].map((key, at) => [key, sums[at]]));
  return asked.map((standing) => {
    const value = measured(standing.alert, byKey.get(keyOf(standing.alert, standing.span)));
    return { ...standing, value, reached: value !== null && value >= Number(standing.alert.threshold) };
  });
}

function keyOf({ partnerId }: Alert, { start, end }: Span): string {
  return `${partnerId} ${start.getTime()} ${end.getTime()}`;
}

function measured({ metric, minCalls }: Alert, sum: UsageSum | undefined): number | null {
  return sum === undefined ? null : measureOf(metric, sum, minCalls);
}

/** What a metric makes of a sum; null for an error rate of fewer calls than tell anything. */
export function measureOf(metric: AlertMetric, sum: UsageSum, minCalls: number): number | null {
  if (metric === "calls") return sum.calls;
  if (metric === "pairs") return sum.pairs;
  if (metric === "spend") return sum.spendMicroUsd;
  return sum.calls < Math.max(1, minCalls) ? null : Math.floor((sum.errors * WHOLE_RATE) / sum.calls);
}
