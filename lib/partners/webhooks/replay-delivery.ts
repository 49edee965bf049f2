import { assertEnabled, findEndpoint, lockEndpoint } from "@/lib/partners/webhooks/find-endpoint";
import { presentDelivery } from "@/lib/partners/webhooks/present-webhook";
import { queueAttempt } from "@/lib/partners/webhooks/queue-delivery";
import type { Delivery, DeliveryPath } from "@/lib/partners/webhooks/schemas";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Sends the event of a delivery again, at once and with all its retries, under the same `webhook-id`: a receiver that
 * has handled it can tell. Throws Forbidden, NotFound, Conflict `endpoint_disabled`.
 */
export async function replayDelivery(ctx: PartnerContext, input: DeliveryPath): Promise<Delivery> {
  assertPermitted(ctx, "webhooks:write");
  return transaction(ctx, async (tx) => {
    await lockEndpoint(tx, input.endpoint_id);
    const endpoint = await findEndpoint(ctx, tx, input.endpoint_id);
    const original = await tx.webhookDelivery.findUnique({
      where: { id: input.delivery_id, endpointId: endpoint.id, partnerId: ctx.partnerId },
    });
    if (original === null) throw new NotFound("delivery");
    assertEnabled(endpoint);
    const now = ctx.clock.now();
    const row = await tx.webhookDelivery.create({
      data: {
        id: newId(now),
        partnerId: ctx.partnerId,
        endpointId: endpoint.id,
        eventId: original.eventId,
        replayOfId: original.id,
        nextAttemptAt: now,
        createdAt: now,
      },
      include: { event: { select: { type: true } } },
    });
    await queueAttempt(tx, row, now);
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "webhook_delivery.replayed",
      targetType: "webhook_delivery",
      targetId: original.id,
      details: { endpoint_id: endpoint.id, replay: row.id },
    });
    return presentDelivery(row, undefined);
  });
}
