import { windowAt } from "@/lib/partners/alerts/alert-window";
import type { Standing } from "@/lib/partners/alerts/measure-alerts";
import type { RecipientState } from "@/lib/partners/alerts/recipient-states";
import type { Alert, AlertFiring } from "@/lib/partners/alerts/schemas";
import type { Alert as AlertRow, AlertFiring as FiringRow } from "@/lib/platform/prisma/client";

export function presentAlert(
  standing: Standing<AlertRow & { firings: FiringRow[] }>,
  states: ReadonlyMap<string, { state: RecipientState }>,
): Alert {
  const { alert, span, value, reached } = standing;
  const enabled = alert.disabledAt === null;
  return {
    id: alert.id,
    name: alert.name,
    metric: alert.metric,
    window: alert.window,
    threshold: Number(alert.threshold),
    min_calls: alert.minCalls,
    action: alert.action,
    recipients: alert.recipients,
    untold: alert.recipients.flatMap((email) => {
      const state = states.get(email)?.state;
      return state === "waiting" || state === "declined" ? [{ email, state }] : [];
    }),
    enabled,
    value,
    share: value === null ? null : value / Number(alert.threshold),
    window_start: span.start.toISOString(),
    window_end: span.end.toISOString(),
    // What is reached but not yet settled is refused within a minute: then it blocks.
    blocking:
      enabled &&
      reached &&
      alert.firings.some(
        (firing) => firing.action === "block" && firing.windowStart.getTime() === span.start.getTime(),
      ),
    last_fired_at: alert.firings[0]?.firedAt.toISOString() ?? null,
    created_at: alert.createdAt.toISOString(),
  };
}

export function presentFiring(row: FiringRow & { alert: AlertRow }): AlertFiring {
  const { alert } = row;
  return {
    id: row.id,
    alert_id: alert.id,
    name: alert.name,
    metric: alert.metric,
    window: alert.window,
    window_start: row.windowStart.toISOString(),
    window_end: windowAt(alert.window, row.windowStart).end.toISOString(),
    value: Number(row.value),
    threshold: Number(row.threshold),
    action: row.action,
    recipients: row.recipients,
    fired_at: row.firedAt.toISOString(),
  };
}
