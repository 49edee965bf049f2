import { askRecipients } from "@/lib/partners/alerts/ask-recipients";
import { findAlert, readAlerts } from "@/lib/partners/alerts/find-alert";
import { type Alert, ruleFaults, type UpdateAlert } from "@/lib/partners/alerts/schemas";
import { settleAlerts } from "@/lib/partners/alerts/settle-alerts";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { lockPartner } from "@/lib/platform/find-partner";
import { invalidInput } from "@/lib/platform/input";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Changes one of the partner's alerts, or switches it off and on. What that means for a hard cap holds at once: it is
 * lifted where no other alert caps, or takes hold. Throws Forbidden, NotFound, Invalid.
 */
export async function updateAlert(ctx: PartnerContext, input: UpdateAlert): Promise<Alert> {
  assertPermitted(ctx, "alerts:write");
  const { alert_id, ...changes } = input;
  return transaction(ctx, async (tx) => {
    await lockPartner(tx, ctx.partnerId);
    const before = await findAlert(ctx, tx, alert_id);
    const faults = ruleFaults({
      metric: before.metric,
      threshold: changes.threshold ?? Number(before.threshold),
      action: changes.action ?? before.action,
    });
    if (faults.length > 0) throw invalidInput(faults);
    const now = ctx.clock.now();
    const { enabled } = changes;
    const row = await tx.alert.update({
      where: { id: before.id, partnerId: ctx.partnerId },
      data: {
        ...(changes.name === undefined ? {} : { name: changes.name }),
        ...(changes.threshold === undefined ? {} : { threshold: BigInt(changes.threshold) }),
        ...(changes.min_calls === undefined || before.metric !== "error_rate"
          ? {}
          : { minCalls: changes.min_calls }),
        ...(changes.action === undefined ? {} : { action: changes.action }),
        ...(changes.recipients === undefined ? {} : { recipients: changes.recipients }),
        ...(enabled === undefined ? {} : { disabledAt: enabled ? null : (before.disabledAt ?? now) }),
        updatedAt: now,
      },
    });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "alert.updated",
      targetType: "alert",
      targetId: row.id,
      details: {
        fields: Object.keys(changes),
        threshold: Number(row.threshold),
        action: row.action,
        enabled: row.disabledAt === null,
      },
    });
    if (changes.recipients !== undefined) await askRecipients(ctx, tx, ctx.partnerId, row.recipients);
    await settleAlerts(ctx, tx, ctx.partnerId);
    const [alert] = await readAlerts(ctx, tx, row.id);
    if (alert === undefined) throw new NotFound("alert");
    return alert;
  });
}
