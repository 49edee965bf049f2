import { setCancellation } from "@/lib/billing/billing/set-cancellation";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Ends the plan when the period that is paid for ends; until then nothing changes. Cancelling again changes nothing.
 * Throws Forbidden, Conflict `not_subscribed` or `billing_busy`, Unavailable.
 */
export async function cancelPlan(ctx: PartnerContext, _input: Record<string, never> = {}): Promise<void> {
  assertPermitted(ctx, "billing:write");
  await setCancellation(ctx, true);
}
