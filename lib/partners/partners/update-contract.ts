import type { ContractChange } from "@/lib/partners/partners/contract";
import { presentPartner } from "@/lib/partners/partners/present-partner";
import type { Partner } from "@/lib/partners/partners/schemas";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { lockPartner } from "@/lib/platform/find-partner";
import { addJob } from "@/lib/platform/jobs";

/** The job of billing's that makes a partner again what Stripe says it is. */
export const SETTLE_JOB = "billing.settle-partner";

/** The job of billing's that tells a partner whose contract has begun of a plan that goes on beside it. */
export const CONTRACT_BEGAN_JOB = "billing.tell-contract-began";

/**
 * Changes what only operators may: tier, subscription, limits, suspension. Whoever sets a tier or a subscription makes
 * the partner one by contract, which billing leaves alone from then on, until an operator sets it back to the free tier
 * without a subscription: what Stripe says then holds again. A plan that the partner has at Stripe goes on beside the
 * contract until it is cancelled, and its people are told so. Throws NotFound. For operators.
 */
export async function updateContract(ctx: Context, input: ContractChange): Promise<Partner> {
  const now = ctx.clock.now();
  return transaction(ctx, async (tx) => {
    // Billing may be about to change the same fields.
    await lockPartner(tx, input.partner_id);
    const before = await tx.partner.findUnique({ where: { id: input.partner_id } });
    if (before === null) throw new NotFound("partner");
    const tier = input.tier ?? before.tier;
    const subscriptionStatus = input.subscription_status ?? before.subscriptionStatus;
    const agreed = input.tier !== undefined || input.subscription_status !== undefined;
    const byContract = agreed ? tier !== "free" || subscriptionStatus !== "none" : before.byContract;
    const row = await tx.partner.update({
      where: { id: before.id },
      data: {
        tier,
        subscriptionStatus,
        byContract,
        ...(agreed
          ? { pastDueSince: subscriptionStatus === "past_due" ? (before.pastDueSince ?? now) : null }
          : {}),
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
    if (agreed && !byContract) await addJob(tx, SETTLE_JOB, { partner_id: row.id });
    if (byContract && !before.byContract) await addJob(tx, CONTRACT_BEGAN_JOB, { partner_id: row.id });
    return presentPartner(row);
  });
}
