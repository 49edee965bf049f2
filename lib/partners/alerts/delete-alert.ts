import { findAlert } from "@/lib/partners/alerts/find-alert";
import type { AlertId } from "@/lib/partners/alerts/schemas";
import { settleAlerts } from "@/lib/partners/alerts/settle-alerts";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { lockPartner } from "@/lib/platform/find-partner";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Deletes one of the partner's alerts; what it told stays in the history. A cap that it alone held is lifted at once.
 * Throws Forbidden, NotFound.
 */
export async function deleteAlert(ctx: PartnerContext, input: AlertId): Promise<void> {
  assertPermitted(ctx, "alerts:write");
  await transaction(ctx, async (tx) => {
    await lockPartner(tx, ctx.partnerId);
    const row = await findAlert(ctx, tx, input.alert_id);
    await tx.alert.update({
      where: { id: row.id, partnerId: ctx.partnerId },
      data: { deletedAt: ctx.clock.now() },
    });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "alert.deleted",
      targetType: "alert",
      targetId: row.id,
      details: { name: row.name },
    });
    await settleAlerts(ctx, tx, ctx.partnerId);
  });
}
