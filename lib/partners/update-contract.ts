import type { ContractChange } from "@/lib/partners/contract";
import { presentPartner } from "@/lib/partners/present-partner";
import type { Partner } from "@/lib/partners/schemas";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";

/** Changes what only operators may: tier, subscription, limits, suspension. Throws NotFound. For operators. */
export async function updateContract(ctx: Context, input: ContractChange): Promise<Partner> {
  const now = ctx.clock.now();
  return transaction(ctx, async (tx) => {
    const before = await tx.partner.findUnique({ where: { id: input.partner_id } });
    if (before === null) throw new NotFound("partner");
    const row = await tx.partner.update({
      where: { id: before.id },
      data: {
        tier: input.tier,
        subscriptionStatus: input.subscription_status,
        perMinuteLimit: input.per_minute,
        perDayLimit: input.per_day,
        ...(input.email_verified === undefined ? {} : { emailVerifiedAt: input.email_verified ? now : null }),
        ...(input.suspended === undefined ? {} : { suspendedAt: input.suspended ? now : null }),
        updatedAt: now,
      },
    });
    const { partner_id: _, ...changes } = input;
    await audit(ctx, tx, {
      partnerId: row.id,
      action: "partner.contract_changed",
      targetType: "partner",
      targetId: row.id,
      details: Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)),
    });
    return presentPartner(row);
  });
}
