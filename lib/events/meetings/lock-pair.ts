import type { GuestContext } from "@/lib/events/events/guest";
import type { Transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";

/**
 * Makes all that is said about a guest and another wait for each other until the transaction ends: answers and blocks. Neither
 * seat can go meanwhile. Throws NotFound where one has gone.
 */
export async function lockPair(
  { attendeeId, eventId, partnerId }: GuestContext,
  tx: Transaction,
  otherId: string,
): Promise<{ attendee1Id: string; attendee2Id: string }> {
  const [attendee1Id = "", attendee2Id = ""] = [attendeeId, otherId].toSorted();
  await tx.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended(${`meeting:${attendee1Id}:${attendee2Id}`}, 0))`;
  const seats = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM event_attendees
    WHERE id IN (${attendee1Id}::uuid, ${attendee2Id}::uuid) AND event_id = ${eventId}::uuid
      AND partner_id = ${partnerId}::uuid
    ORDER BY id FOR KEY SHARE`;
  if (seats.length < 2) throw new NotFound("guest");
  return { attendee1Id, attendee2Id };
}
