import { PROCESS_EVENT_JOB } from "@/lib/billing/billing/receive-stripe-event";
import type { StripeEventRef } from "@/lib/billing/billing/schemas";
import type { AdminContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { addJob } from "@/lib/platform/jobs";
import { assertAdmin } from "@/lib/platform/permissions";

/** Has a stored event that was not yet dealt with tried again at once. Throws NotFound. For admins. */
export async function retryStripeEvent(ctx: AdminContext, { event_id }: StripeEventRef): Promise<void> {
  assertAdmin(ctx);
  await transaction(ctx, async (tx) => {
    const found = await tx.stripeEvent.findFirst({ where: { id: event_id, processedAt: null } });
    if (found === null) throw new NotFound("event");
    await addJob(tx, PROCESS_EVENT_JOB, { event_id }, { key: `${PROCESS_EVENT_JOB}:${event_id}` });
  });
}
