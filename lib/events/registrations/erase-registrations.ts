import { fillSeats } from "@/lib/events/registrations/fill-seats";
import { lockSeats } from "@/lib/events/registrations/lock-seats";
import { announceErasure } from "@/lib/events/registrations/notices";
import { isLive } from "@/lib/events/registrations/seat-machine";
import type { Context } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import type { ErasedTable } from "@/lib/platform/privacy";

/**
 * Erases a person's registrations with their seats, and offers what becomes free to the next in line. Events are locked in
 * one order, so that two erasures never wait for each other. Again it finds nothing.
 */
export async function eraseRegistrations(
  ctx: Context,
  tx: Transaction,
  userId: string,
): Promise<ErasedTable[]> {
  const rows = await tx.registration.findMany({
    where: { userId },
    select: { id: true, eventId: true, partnerId: true },
    orderBy: { eventId: "asc" },
  });
  let seatsGone = 0;
  for (const { id, eventId, partnerId } of rows) {
    const seats = await lockSeats({ ...ctx, db: tx }, tx, { eventId, partnerId });
    const of = { eventId, partnerId };
    // What it is now that its event is locked: a seat may have been taken meanwhile.
    const row = await tx.registration.findUnique({ where: { id, ...of } });
    if (row === null) continue;
    await tx.registration.delete({ where: { id, ...of } });
    if (isLive(row.status)) await announceErasure(seats, row);
    if (row.attendeeId !== null) {
      const gone = await tx.eventAttendee.deleteMany({ where: { id: row.attendeeId, ...of, pool: "site" } });
      seatsGone += gone.count;
    }
    await fillSeats(seats);
  }
  const line = { clearedRows: 0, keptRows: 0, keptWhy: null };
  return [
    { subject: "registrations", erasedRows: rows.length, ...line },
    { subject: "event_attendees", erasedRows: seatsGone, ...line },
  ];
}
