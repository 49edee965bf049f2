import type { GuestContext } from "@/lib/events/events/guest";
import { FILL_SEATS_JOB } from "@/lib/events/events/seat-jobs";
import { lockGuest } from "@/lib/events/invitations/lock-guest";
import { audit } from "@/lib/platform/audit";
import { transaction } from "@/lib/platform/db";
import { addJob } from "@/lib/platform/jobs";

/**
 * Takes a guest off the list and forgets all that is kept about them for this event, at any time. Their link ends with it.
 * The organizer reads that a guest declined, not who. Throws NotFound.
 */
export async function declineInvitation(ctx: GuestContext): Promise<void> {
  await transaction(ctx, async (tx) => {
    const { event } = await lockGuest(ctx, tx);
    const { attendeeId, eventId, partnerId } = ctx;
    await tx.eventAttendee.delete({ where: { id: attendeeId, eventId, partnerId }, select: { id: true } });
    await audit(ctx, tx, {
      partnerId,
      action: "event.guest_declined",
      targetType: "event",
      targetId: eventId,
      details: { name: event.name },
    });
    await addJob(tx, FILL_SEATS_JOB, { event_id: eventId }, { key: `${FILL_SEATS_JOB}:${eventId}` });
  });
}
