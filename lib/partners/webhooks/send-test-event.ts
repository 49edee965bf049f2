import { TESTS_PER_MINUTE } from "@/lib/partners/webhooks/delivery-rules";
import { TEST_EVENT } from "@/lib/partners/webhooks/event-catalog";
import { assertEnabled, findEndpoint, lockEndpoint } from "@/lib/partners/webhooks/find-endpoint";
import { presentDelivery } from "@/lib/partners/webhooks/present-webhook";
import { queueAttempt } from "@/lib/partners/webhooks/queue-delivery";
import type { Delivery, EndpointPath } from "@/lib/partners/webhooks/schemas";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { LimitReached } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { assertPermitted } from "@/lib/platform/permissions";

const MINUTE_SECONDS = 60;

/**
 * Sends a `webhook.test` event to this endpoint alone, whatever it subscribes to. It is tried once, so that its outcome
 * is known a moment later.
 * Throws Forbidden, NotFound, Conflict `endpoint_disabled`, LimitReached `too_many_test_events`.
 */
export async function sendTestEvent(ctx: PartnerContext, input: EndpointPath): Promise<Delivery> {
  assertPermitted(ctx, "webhooks:write");
  return transaction(ctx, async (tx) => {
    await lockEndpoint(tx, input.endpoint_id);
    const endpoint = await findEndpoint(ctx, tx, input.endpoint_id);
    assertEnabled(endpoint);
    const now = ctx.clock.now();
    const recent = await tx.partnerEvent.count({
      where: {
        partnerId: ctx.partnerId,
        type: TEST_EVENT,
        createdAt: { gt: new Date(now.getTime() - MINUTE_SECONDS * 1_000) },
      },
    });
    if (recent >= TESTS_PER_MINUTE) {
      throw new LimitReached(
        "too_many_test_events",
        `You have sent ${TESTS_PER_MINUTE} test events within a minute: wait a little.`,
        MINUTE_SECONDS,
      );
    }
    const event = await tx.partnerEvent.create({
      data: {
        id: newId(now),
        partnerId: ctx.partnerId,
        type: TEST_EVENT,
        data: { endpoint_id: endpoint.id, message: "If you can read this, your endpoint works." },
        createdAt: now,
        // It is nobody else's: it needs no handing over.
        fannedOutAt: now,
      },
    });
    const row = await tx.webhookDelivery.create({
      data: {
        id: newId(now),
        partnerId: ctx.partnerId,
        endpointId: endpoint.id,
        eventId: event.id,
        nextAttemptAt: now,
        createdAt: now,
      },
    });
    await queueAttempt(tx, row, now);
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "webhook_endpoint.tested",
      targetType: "webhook_endpoint",
      targetId: endpoint.id,
      details: { delivery: row.id },
    });
    return presentDelivery({ ...row, event }, undefined);
  });
}
