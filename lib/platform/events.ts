import type { EventType } from "@/lib/catalog/events";
import type { Context } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { addJob } from "@/lib/platform/jobs";

export interface NewEvent {
  partnerId: string;
  type: EventType;
  /** What the webhook says, in `snake_case`: never a secret. */
  data: Record<string, string | number | boolean | null | readonly string[]>;
}

/** The job that hands an event to the webhooks that want it. */
export const FAN_OUT_JOB = "webhooks.fan-out";

/** Writes down that something happened, in the transaction in which it did: it is told if and only if that commits. */
export async function emitEvent(ctx: Context, tx: Transaction, event: NewEvent): Promise<void> {
  const at = ctx.clock.now();
  const id = newId(at);
  await tx.partnerEvent.create({
    data: { id, partnerId: event.partnerId, type: event.type, data: event.data, createdAt: at },
  });
  await addJob(tx, FAN_OUT_JOB, { event_id: id }, { key: `webhooks.fan-out:${id}` });
}
