import { timeOf } from "@/lib/billing/billing/stripe-names";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { addJob } from "@/lib/platform/jobs";
import { readStripeWebhook } from "@/lib/vendors/stripe/webhook";

export const PROCESS_EVENT_JOB = "billing.process-stripe-event";

/**
 * Takes a message of Stripe's: verifies that Stripe signed these very bytes lately, stores them, and queues what follows
 * in the same transaction. One that was taken before is taken as known. Throws Unauthenticated
 * `invalid_stripe_signature`, Invalid `invalid_stripe_event`.
 */
export async function receiveStripeEvent(
  ctx: Context,
  { body, signature }: { body: string; signature: string | null },
): Promise<{ received: true }> {
  const event = await readStripeWebhook(body, signature);
  const { object } = event.data;
  await transaction(ctx, async (tx) => {
    const { count } = await tx.stripeEvent.createMany({
      data: {
        id: event.id,
        type: event.type,
        objectId: "id" in object && typeof object.id === "string" ? object.id : null,
        livemode: event.livemode,
        apiVersion: event.api_version ?? null,
        payload: body,
        occurredAt: timeOf(event.created),
        receivedAt: ctx.clock.now(),
      },
      skipDuplicates: true,
    });
    if (count === 0) return;
    await addJob(tx, PROCESS_EVENT_JOB, { event_id: event.id }, { key: `${PROCESS_EVENT_JOB}:${event.id}` });
  });
  return { received: true };
}
