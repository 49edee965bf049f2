import { assertOpen, lockEvent } from "@/lib/events/events/find-event";
import { eventData, presentEvent } from "@/lib/events/events/present-event";
import type { CancelEvent, Event } from "@/lib/events/events/schemas";
import { EVENT_CANCELLED_JOB } from "@/lib/events/events/seat-jobs";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { emitEvent } from "@/lib/platform/events";
import { addJob } from "@/lib/platform/jobs";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Cancels an event for good, whether a draft or published. Cancelling again changes nothing. A pass that it used stays
 * used. Throws NotFound, Conflict `event_closed` for an event that has finished.
 */
export async function cancelEvent(
  ctx: PartnerContext,
  { event_id, reason }: CancelEvent & { event_id: string },
): Promise<Event> {
  assertPermitted(ctx, "events:write");
  return transaction(ctx, async (tx) => {
    const before = await lockEvent(ctx, tx, event_id);
    if (before.status === "cancelled") return presentEvent(ctx, tx, before);
    assertOpen(before);
    const now = ctx.clock.now();
    const row = await tx.event.update({
      where: { id: before.id, partnerId: ctx.partnerId, mode: ctx.mode },
      data: { status: "cancelled", cancelledAt: now, cancelReason: reason ?? null, updatedAt: now },
    });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "event.cancelled",
      targetType: "event",
      targetId: row.id,
      details: { name: row.name, reason: row.cancelReason },
    });
    await emitEvent(ctx, tx, {
      partnerId: ctx.partnerId,
      type: "event.cancelled",
      data: { ...eventData(row), reason: row.cancelReason },
    });
    if (row.publishedAt !== null) {
      const key = `${EVENT_CANCELLED_JOB}:${row.id}`;
      await addJob(tx, EVENT_CANCELLED_JOB, { event_id: row.id }, { key });
    }
    return presentEvent(ctx, tx, row);
  });
}
