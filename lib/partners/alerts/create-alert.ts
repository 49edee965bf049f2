import { askRecipients } from "@/lib/partners/alerts/ask-recipients";
import { readAlerts } from "@/lib/partners/alerts/find-alert";
import type { Alert, CreateAlert } from "@/lib/partners/alerts/schemas";
import { settleAlerts } from "@/lib/partners/alerts/settle-alerts";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";
import { lockPartner } from "@/lib/platform/find-partner";
import { newId } from "@/lib/platform/ids";
import { assertPermitted } from "@/lib/platform/permissions";

export const MAX_ALERTS = 50;

/**
 * Makes an alert on the partner's live calls. Recipients outside the team are asked first and told once they agree. Where its threshold is reached already it fires at once, and a hard cap
 * takes hold at once. Throws Forbidden, Conflict `too_many_alerts`.
 */
export async function createAlert(ctx: PartnerContext, input: CreateAlert): Promise<Alert> {
  assertPermitted(ctx, "alerts:write");
  return transaction(ctx, async (tx) => {
    await lockPartner(tx, ctx.partnerId);
    const count = await tx.alert.count({ where: { partnerId: ctx.partnerId, deletedAt: null } });
    if (count >= MAX_ALERTS) {
      throw new Conflict("too_many_alerts", `There are ${MAX_ALERTS} alerts already: delete some first.`);
    }
    const now = ctx.clock.now();
    const row = await tx.alert.create({
      data: {
        id: newId(now),
        partnerId: ctx.partnerId,
        name: input.name,
        metric: input.metric,
        window: input.window,
        threshold: BigInt(input.threshold),
        minCalls: input.metric === "error_rate" ? input.min_calls : 0,
        action: input.action,
        recipients: input.recipients,
        createdAt: now,
        updatedAt: now,
      },
    });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "alert.created",
      targetType: "alert",
      targetId: row.id,
      details: {
        name: row.name,
        metric: row.metric,
        window: row.window,
        threshold: input.threshold,
        action: row.action,
      },
    });
    await askRecipients(ctx, tx, ctx.partnerId, row.recipients);
    await settleAlerts(ctx, tx, ctx.partnerId);
    const [alert] = await readAlerts(ctx, tx, row.id);
    if (alert === undefined) throw new NotFound("alert");
    return alert;
  });
}
