import { listAlerts } from "@/lib/partners/alerts/list-alerts";
import type { Alert, SpendCap } from "@/lib/partners/alerts/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * The partner's spend caps: of the alerts on a month's spend that are on, the lowest that tells (soft) and the lowest that
 * stops live calls (hard). Throws Forbidden.
 */
export async function getSpendCap(ctx: PartnerContext): Promise<SpendCap> {
  assertPermitted(ctx, "alerts:read");
  const alerts = await listAlerts(ctx, {});
  return { soft: lowest(alerts, "notify"), hard: lowest(alerts, "block") };
}

function lowest(alerts: readonly Alert[], action: Alert["action"]): Alert | null {
  const [first] = alerts
    .filter(
      (alert) =>
        alert.enabled && alert.metric === "spend" && alert.window === "month" && alert.action === action,
    )
    .sort((a, b) => a.threshold - b.threshold);
  return first ?? null;
}
