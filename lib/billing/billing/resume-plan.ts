import { setCancellation } from "@/lib/billing/billing/set-cancellation";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Takes a cancellation back, while the plan has not ended. Throws Forbidden, Conflict `not_subscribed`
 * or `billing_busy`, Unavailable.
 */
export async function resumePlan(ctx: PartnerContext, _input: Record<string, never> = {}): Promise<void> {
  assertPermitted(ctx, "billing:write");
  await setCancellation(ctx, false);
}
