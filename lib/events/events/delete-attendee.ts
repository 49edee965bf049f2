import { type AttendeeRef, findAttendee } from "@/lib/events/events/find-attendee";
import { lockEvent } from "@/lib/events/events/find-event";
import { FILL_SEATS_JOB } from "@/lib/events/events/seat-jobs";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { addJob } from "@/lib/platform/jobs";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Forgets an attendee with all that is kept about them. This is possible at any time, also when the event is over,
 * because a guest may ask for it. Throws NotFound, also where it was done before.
 */
export async function deleteAttendee(ctx: PartnerContext, input: AttendeeRef): Promise<undefined> {
  assertPermitted(ctx, "events:write");
  return transaction(ctx, async (tx) => {
    const event = await lockEvent(ctx, tx, input.event_id);
    const attendee = await findAttendee(ctx, tx, input);
    await tx.eventAttendee.delete({
      where: { id: attendee.id, eventId: event.id, partnerId: ctx.partnerId },
    });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "event.attendee_removed",
      targetType: "event",
      targetId: event.id,
      details: { name: event.name, attendee_id: attendee.id },
    });
    await addJob(tx, FILL_SEATS_JOB, { event_id: event.id }, { key: `${FILL_SEATS_JOB}:${event.id}` });
    return undefined;
  });
}
