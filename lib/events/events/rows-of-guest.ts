import { Prisma } from "@/lib/platform/prisma/client";
import type { RowsOf } from "@/lib/platform/privacy";

/** Rows that name a person's seat in one of these columns: theirs by their registration, or by the address of their invitation. */
export function rowsOfGuest(columns: readonly string[]): RowsOf {
  const seats = Prisma.join(
    columns.map((name) => Prisma.raw(`"row"."${name}"`)),
    ", ",
  );
  return ({ userId, email }) =>
    userId === null && email === null
      ? null
      : Prisma.sql`EXISTS (
          SELECT FROM event_attendees guest LEFT JOIN registrations seat ON seat.attendee_id = guest.id
          WHERE guest.id IN (${seats}) AND (seat.user_id = ${userId}::uuid OR lower(guest.email) = ${email}))`;
}
