import { queueAttempt } from "@/lib/partners/webhooks/queue-delivery";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

/**
 * Hands an event to the enabled endpoints that want it: one delivery each, however often and by however many
 * processes this is done. Safe to run again.
 */
export async function fanOutEvent(ctx: Context, input: { event_id: string }): Promise<void> {
  await transaction(ctx, async (tx) => {
    const event = await tx.partnerEvent.findUnique({ where: { id: input.event_id } });
    if (event === null || event.fannedOutAt !== null) return;
    const now = ctx.clock.now();
    const endpoints = await tx.webhookEndpoint.findMany({
      where: {
        partnerId: event.partnerId,
        deletedAt: null,
        disabledAt: null,
        OR: [{ eventTypes: { isEmpty: true } }, { eventTypes: { has: event.type } }],
      },
      select: { id: true },
    });
    const made = await tx.webhookDelivery.createManyAndReturn({
      data: endpoints.map(({ id }) => ({
        id: newId(now),
        partnerId: event.partnerId,
        endpointId: id,
        eventId: event.id,
        nextAttemptAt: now,
        createdAt: now,
      })),
      // Another process may be doing the same: the index lets one of the two in.
      skipDuplicates: true,
    });
    for (const delivery of made) await queueAttempt(tx, delivery, now);
    await tx.partnerEvent.update({ where: { id: event.id }, data: { fannedOutAt: now } });
  });
}
