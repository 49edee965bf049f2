import { ENDPOINT_AT_ONCE, PARTNER_AT_ONCE } from "@/lib/partners/webhooks/delivery-rules";
import type { Transaction } from "@/lib/platform/db";
import { addJob } from "@/lib/platform/jobs";
import type { WebhookDelivery, WebhookEndpoint as WebhookEndpointRow } from "@/lib/platform/prisma/client";

/** The job that makes one attempt. */
export const DELIVER_JOB = "webhooks.deliver";

/** How many deliveries a process makes at once, of all partners together. */
export const DELIVERIES_AT_ONCE = 48;
/** To one whose last attempt failed they go one by one. */
const ENDPOINT_WHILE_FAILING = 1;
/** Of a partner's so many may go to endpoints that fail, which are the ones that take longest. */
export const PARTNER_WHILE_FAILING = 2;
/** A partner with more than this due comes after all who have less, and no later than others like it. */
const MOST_BACKLOG = 100;

/**
 * Queues the next attempt of a delivery; queued already, it moves to this time. The more of its partner's is due, the
 * later it comes: a delivery of somebody else does not wait for a backlog to be looked through.
 */
export async function queueAttempt(
  tx: Transaction,
  delivery: Pick<WebhookDelivery, "id" | "attempts" | "partnerId">,
  now: Date,
  runAt?: Date,
): Promise<void> {
  const payload = { delivery_id: delivery.id, attempt: delivery.attempts + 1 };
  const key = `${DELIVER_JOB}:${delivery.id}`;
  const priority = await backlogOf(tx, delivery.partnerId, now);
  await addJob(tx, DELIVER_JOB, payload, {
    key,
    priority,
    ...(runAt === undefined ? {} : { runAt }),
  });
}

async function backlogOf(tx: Transaction, partnerId: string, now: Date): Promise<number> {
  const [row] = await tx.$queryRaw<{ due: number }[]>`
    SELECT count(*)::int AS due FROM (
      SELECT 1 FROM webhook_deliveries
      WHERE partner_id = ${partnerId}::uuid AND status = 'pending' AND next_attempt_at <= ${now}
      LIMIT ${MOST_BACKLOG}
    ) AS backlog`;
  return row?.due ?? 0;
}

/**
 * Makes what counts and gives away a partner's slots wait for each other until the transaction ends. Whoever also
 * locks an endpoint does so first.
 */
export async function lockSlots(tx: Transaction, partnerId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`webhook-slots:${partnerId}`}, 0))`;
}

/** How many more deliveries of a partner may begin, counted down as they are given away. */
class Slots {
  #partner = PARTNER_AT_ONCE;
  #failing = PARTNER_WHILE_FAILING;
  readonly #running = new Map<string, number>();

  /** Takes one for an endpoint; false where none is free. `counted` takes it even so: it runs already. */
  take({ id, failing }: { id: string; failing: boolean }, counted = false): boolean {
    const running = this.#running.get(id) ?? 0;
    const most = failing ? ENDPOINT_WHILE_FAILING : ENDPOINT_AT_ONCE;
    if (!counted && (running >= most || this.#partner <= 0 || (failing && this.#failing <= 0))) return false;
    this.#running.set(id, running + 1);
    this.#partner -= 1;
    if (failing) this.#failing -= 1;
    return true;
  }
}

async function readSlots(tx: Transaction, partnerId: string, now: Date): Promise<Slots> {
  const running = await tx.$queryRaw<{ id: string; failing: boolean }[]>`
    SELECT endpoint.id, endpoint.failing_since IS NOT NULL AS failing
    FROM webhook_deliveries AS delivery JOIN webhook_endpoints AS endpoint ON endpoint.id = delivery.endpoint_id
    WHERE delivery.partner_id = ${partnerId}::uuid AND delivery.status = 'pending'
      AND delivery.claimed_until IS NOT NULL AND delivery.claimed_until > ${now}`;
  const slots = new Slots();
  for (const endpoint of running) slots.take(endpoint, true);
  return slots;
}

/** Whether one more delivery to this endpoint may begin. The caller holds its partner's slots. */
export async function hasFreeSlot(
  tx: Transaction,
  endpoint: WebhookEndpointRow,
  now: Date,
): Promise<boolean> {
  const slots = await readSlots(tx, endpoint.partnerId, now);
  return slots.take({ id: endpoint.id, failing: endpoint.failingSince !== null });
}

interface Due {
  id: string;
  attempts: number;
  endpoint_id: string;
  failing: boolean;
}

/**
 * Queues what of a partner's is due and runs nowhere, as much of it as may begin, the longest due first. The caller
 * holds its slots.
 */
export async function wakePartner(tx: Transaction, partnerId: string, now: Date): Promise<void> {
  const slots = await readSlots(tx, partnerId, now);
  // Of each endpoint no more than may run at once, so that one with a backlog does not hide the others.
  const due = await tx.$queryRaw<Due[]>`
    SELECT due.id, due.attempts, endpoint.id AS endpoint_id, endpoint.failing_since IS NOT NULL AS failing
    FROM webhook_endpoints AS endpoint CROSS JOIN LATERAL (
      SELECT id, attempts, next_attempt_at FROM webhook_deliveries
      WHERE endpoint_id = endpoint.id AND status = 'pending' AND next_attempt_at <= ${now}
        AND (claimed_until IS NULL OR claimed_until <= ${now})
      ORDER BY next_attempt_at, id LIMIT ${ENDPOINT_AT_ONCE}
    ) AS due
    WHERE endpoint.partner_id = ${partnerId}::uuid AND endpoint.disabled_at IS NULL AND endpoint.deleted_at IS NULL
    ORDER BY due.next_attempt_at, due.id`;
  for (const { id, attempts, endpoint_id, failing } of due) {
    if (slots.take({ id: endpoint_id, failing })) await queueAttempt(tx, { id, attempts, partnerId }, now);
  }
}
