import {
  ALERT_METRICS,
  ALERT_WINDOWS,
  type AlertMetric,
  type AlertWindow,
} from "@/lib/partners/alerts/alert-terms";
import { windowAt } from "@/lib/partners/alerts/alert-window";
import { measureOf } from "@/lib/partners/alerts/measure-alerts";
import { sumUsage } from "@/lib/partners/usage/sum-usage";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** What each metric has come to in the window that runs; null for an error rate without calls. */
export type UsageNow = Record<AlertWindow, Record<AlertMetric, number | null>>;

/** The partner's own figures that an alert would be measured by, to choose a threshold beside them. Throws Forbidden. */
export async function readUsageNow(ctx: PartnerContext, _input: Record<string, never>): Promise<UsageNow> {
  assertPermitted(ctx, "alerts:read");
  const now = ctx.clock.now();
  const sums = await sumUsage(
    ctx,
    ALERT_WINDOWS.map((window) => {
      const { start, end } = windowAt(window, now);
      return { partnerId: ctx.partnerId, from: start, until: end };
    }),
  );
  const none = { calls: 0, errors: 0, pairs: 0, spendMicroUsd: 0 };
  return Object.fromEntries(
    ALERT_WINDOWS.map((window, at) => [
      window,
      Object.fromEntries(ALERT_METRICS.map((metric) => [metric, measureOf(metric, sums[at] ?? none, 1)])),
    ]),
  ) as UsageNow;
}
