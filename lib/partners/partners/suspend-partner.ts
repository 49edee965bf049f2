import type { SuspendPartner } from "@/lib/partners/partners/contract";
import { audit } from "@/lib/platform/audit";
import type { AdminContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { lockPartner } from "@/lib/platform/find-partner";
import { assertAdmin, assertConfirmed } from "@/lib/platform/permissions";

/**
 * Suspends a partner: within a second all its keys are refused everywhere, while its members can still read and write
 * to support. Suspending again changes nothing. Throws NotFound. Throws Forbidden `confirm_yourself`. For admins.
 */
export async function suspendPartner(
  ctx: AdminContext,
  { partner_id, reason }: SuspendPartner,
): Promise<void> {
  assertAdmin(ctx);
  assertConfirmed(ctx);
  await setSuspended(ctx, partner_id, ctx.clock.now(), "partner.suspended", reason);
}

/** Sets or lifts a suspension and writes down why; does nothing where it is so already. */
export async function setSuspended(
  ctx: AdminContext,
  partnerId: string,
  suspendedAt: Date | null,
  action: "partner.suspended" | "partner.unsuspended",
  reason: string,
): Promise<void> {
  await transaction(ctx, async (tx) => {
    await lockPartner(tx, partnerId);
    const partner = await tx.partner.findUnique({ where: { id: partnerId } });
    if (partner === null) throw new NotFound("partner");
    if ((partner.suspendedAt === null) === (suspendedAt === null)) return;
    await tx.partner.update({
      where: { id: partnerId },
      data: { suspendedAt, updatedAt: ctx.clock.now() },
    });
    await audit(ctx, tx, {
      partnerId,
      action,
      targetType: "partner",
      targetId: partnerId,
      details: { reason },
    });
  });
}
