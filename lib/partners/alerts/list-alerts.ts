import { readAlerts } from "@/lib/partners/alerts/find-alert";
import type { Alert } from "@/lib/partners/alerts/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** The caller's own alerts, oldest first, each with the value of the window that runs now. Throws Forbidden. */
export async function listAlerts(ctx: PartnerContext, _input: Record<string, never>): Promise<Alert[]> {
  assertPermitted(ctx, "alerts:read");
  return readAlerts(ctx, ctx.db);
}
