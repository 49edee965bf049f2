import type { GuestContext } from "@/lib/events/events/guest";
import type { Transaction } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";

/** A guest's row and event, with all changes to the event waiting until the transaction ends. Throws NotFound. */
export async function lockGuest({ attendeeId, eventId, partnerId }: GuestContext, tx: Transaction) {
  await tx.$executeRaw`
    SELECT 1 FROM events WHERE id = ${eventId}::uuid AND partner_id = ${partnerId}::uuid FOR NO KEY UPDATE`;
  const row = await tx.eventAttendee.findUnique({
    where: { id: attendeeId, eventId, partnerId },
    select: { id: true, pool: true, event: { select: { name: true, status: true, endsAt: true } } },
  });
  if (row === null) throw new NotFound("invitation");
  return row;
}

/** Throws Conflict `event_closed`. */
export function assertToCome(event: { status: string; endsAt: Date }, now: Date): void {
  if (event.status !== "finished" && event.status !== "cancelled" && event.endsAt > now) return;
  throw new Conflict("event_closed", "This event is over or was cancelled, so answers no longer count.");
}
