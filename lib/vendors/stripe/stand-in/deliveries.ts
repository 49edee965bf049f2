import { findEndpointsFor } from "@/lib/vendors/stripe/stand-in/webhook-endpoints";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

/** Queues an event for the product's own endpoint and for every other that wants it. */
export async function queueDeliveries(world: World, eventId: string, type: string): Promise<void> {
  const endpoints = [null, ...(await findEndpointsFor(world, type))];
  for (const endpointId of endpoints) await world.store.queueDelivery(eventId, endpointId);
}
