import type { Transaction } from "@/lib/platform/db";
import { addJob } from "@/lib/platform/jobs";
import type { WebhookDelivery, WebhookEndpoint as WebhookEndpointRow } from "@/lib/platform/prisma/client";

/** The job that makes one attempt. */
export const DELIVER_JOB = "webhooks.deliver";

/** So many deliveries to one endpoint run at once, so that a slow one holds up nobody but itself. */
const AT_ONCE = 4;
/** To one whose last attempt failed they go one by one. */
const AT_ONCE_WHILE_FAILING = 1;

/** Queues the next attempt of a delivery; queued already, it moves to this time. */
export async function queueAttempt(
  tx: Transaction,
  delivery: Pick<WebhookDelivery, "id" | "attempts">,
  runAt?: Date,
): Promise<void> {
  const payload = { delivery_id: delivery.id, attempt: delivery.attempts + 1 };
  const key = `${DELIVER_JOB}:${delivery.id}`;
  await addJob(tx, DELIVER_JOB, payload, runAt === undefined ? { key } : { key, runAt });
}

/** How many more deliveries to this endpoint may begin. The caller holds its lock. */
export async function freeSlots(tx: Transaction, endpoint: WebhookEndpointRow, now: Date): Promise<number> {
  const running = await tx.webhookDelivery.count({
    where: { endpointId: endpoint.id, status: "pending", claimedUntil: { gt: now } },
  });
  return (endpoint.failingSince === null ? AT_ONCE : AT_ONCE_WHILE_FAILING) - running;
}

/** Queues what is due for an endpoint and runs nowhere, as much of it as may begin. The caller holds its lock. */
export async function wakeEndpoint(tx: Transaction, endpoint: WebhookEndpointRow, now: Date): Promise<void> {
  const free = await freeSlots(tx, endpoint, now);
  if (free <= 0) return;
  const due = await tx.webhookDelivery.findMany({
    where: {
      endpointId: endpoint.id,
      status: "pending",
      nextAttemptAt: { lte: now },
      OR: [{ claimedUntil: null }, { claimedUntil: { lte: now } }],
    },
    orderBy: [{ nextAttemptAt: "asc" }, { id: "asc" }],
    take: free,
  });
  for (const delivery of due) await queueAttempt(tx, delivery);
}
