import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { lockPartner } from "@/lib/platform/find-partner";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Puts the first steps away for the caller's whole team, whether they were taken or not; once is enough.
 * Throws Forbidden.
 */
export async function finishOnboarding(
  ctx: PartnerContext,
  _input: Record<string, never>,
): Promise<{ onboarded_at: string }> {
  assertPermitted(ctx, "partner:write");
  return transaction(ctx, async (tx) => {
    await lockPartner(tx, ctx.partnerId);
    const before = await tx.partner.findUniqueOrThrow({ where: { id: ctx.partnerId } });
    if (before.onboardedAt !== null) return { onboarded_at: before.onboardedAt.toISOString() };
    const now = ctx.clock.now();
    await tx.partner.update({ where: { id: ctx.partnerId }, data: { onboardedAt: now, updatedAt: now } });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "partner.onboarded",
      targetType: "partner",
      targetId: ctx.partnerId,
    });
    return { onboarded_at: now.toISOString() };
  });
}
