import type { ChangeContract, ContractChange } from "@/lib/partners/partners/contract";
import { updateContract } from "@/lib/partners/partners/update-contract";
import type { AdminContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { lockPartner } from "@/lib/platform/find-partner";
import { assertAdmin, assertConfirmed } from "@/lib/platform/permissions";

/**
 * Changes a partner's tier, subscription and own limits (null for the tier's), with the reason in the audit row, which
 * names only what has changed. Throws NotFound. Throws Forbidden `confirm_yourself`. For admins.
 */
export async function changeContract(ctx: AdminContext, input: ChangeContract): Promise<void> {
  assertAdmin(ctx);
  assertConfirmed(ctx);
  await transaction(ctx, async (tx) => {
    await lockPartner(tx, input.partner_id);
    const before = await tx.partner.findUnique({ where: { id: input.partner_id } });
    if (before === null) throw new NotFound("partner");
    const changes: Omit<ContractChange, "partner_id" | "reason"> = {
      ...(input.tier === before.tier ? {} : { tier: input.tier }),
      ...(input.subscription_status === before.subscriptionStatus
        ? {}
        : { subscription_status: input.subscription_status }),
      ...(input.per_minute === before.perMinuteLimit ? {} : { per_minute: input.per_minute }),
      ...(input.per_day === before.perDayLimit ? {} : { per_day: input.per_day }),
    };
    if (Object.keys(changes).length === 0) return;
    await updateContract({ ...ctx, db: tx }, { partner_id: before.id, ...changes, reason: input.reason });
  });
}
