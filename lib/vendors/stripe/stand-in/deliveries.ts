import { newId } from "@/lib/platform/ids";
import { addJob } from "@/lib/platform/jobs";
import { findEndpointsFor } from "@/lib/vendors/stripe/stand-in/webhook-endpoints";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

export const DELIVER_EVENT_JOB = "stripe-stand-in.deliver-event";

/** Queues an event for the product's own endpoint and for every other that wants it. */
export async function queueDeliveries(world: World, eventId: string, type: string): Promise<void> {
  const endpoints = [null, ...(await findEndpointsFor(world, type))];
  const now = new Date();
  for (const endpointId of endpoints) {
    const id = newId();
    await world.tx.stripeStandInDelivery.create({
      data: { id, eventId, endpointId, createdAt: now, nextAttemptAt: now },
    });
    await addJob(world.tx, DELIVER_EVENT_JOB, { delivery_id: id }, { key: `${DELIVER_EVENT_JOB}:${id}` });
  }
}
