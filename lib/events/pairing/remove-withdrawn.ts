import { peopleFor } from "@/lib/identity/consent/read-people";
import type { Context } from "@/lib/platform/context";
import { Prisma } from "@/lib/platform/prisma/client";

/**
 * Forgets the pairs and seats of guests who answered for themselves and no longer agree that they are matched. They are
 * shown to no one from the moment of their withdrawal, so this only clears away.
 */
export async function removeWithdrawn(ctx: Context): Promise<void> {
  const { sql } = peopleFor(ctx, "events");
  const withdrawn = Prisma.sql`(
    attendee.pool <> 'site' AND attendee.traits_source IS DISTINCT FROM 'person'
    OR attendee.pool = 'site' AND NOT EXISTS (
      SELECT FROM ${sql} consenting JOIN registrations registration ON registration.user_id = consenting.user_id
      WHERE registration.attendee_id = attendee.id AND registration.agrees_to_match))`;
  await ctx.db.$executeRaw`
    DELETE FROM own_answers_pairs pair USING event_attendees attendee
    WHERE attendee.id IN (pair.attendee1_id, pair.attendee2_id) AND ${withdrawn}`;
  await ctx.db.$executeRaw`
    DELETE FROM own_answers_seats seat USING event_attendees attendee
    WHERE attendee.id = seat.attendee_id AND ${withdrawn}`;
}
