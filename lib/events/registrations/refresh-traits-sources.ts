import { type EventRef, lockSeats } from "@/lib/events/registrations/lock-seats";
import { peopleFor } from "@/lib/identity/consent/read-people";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { Prisma } from "@/lib/platform/prisma/client";

/** Seats of people whose row says something else than is so now: that they can be matched, or that they cannot. */
function staleSeats(ctx: Context): Prisma.Sql {
  const { sql } = peopleFor(ctx, "events");
  return Prisma.sql`
    SELECT seat.id, seat.event_id, seat.partner_id, so_now.source
    FROM event_attendees seat
      JOIN registrations registration ON registration.attendee_id = seat.id
      JOIN events event ON event.id = seat.event_id
      CROSS JOIN LATERAL (SELECT CASE WHEN registration.agrees_to_match AND EXISTS (
          SELECT FROM ${sql} consenting JOIN trait_results result ON result.profile_id = consenting.id
          WHERE consenting.user_id = registration.user_id)
        THEN 'person'::attendee_traits_source END AS source) so_now
    WHERE seat.pool = 'site' AND event.status IN ('published', 'matched')
      AND seat.traits_source IS DISTINCT FROM so_now.source`;
}

/**
 * Says of each seat of a coming event whether its person can be matched there now: they agreed to it for this event, their
 * consent holds, and they have a result. They may take the assessment, or withdraw, at any time after they registered. It
 * looks whether there is a result, and reads none. Events are done one at a time, each locked as for all changes to its seats.
 */
export async function refreshTraitsSources(ctx: Context): Promise<void> {
  const events = await ctx.db.$queryRaw<EventRef[]>`
    SELECT DISTINCT stale.event_id::text AS "eventId", stale.partner_id::text AS "partnerId"
    FROM (${staleSeats(ctx)}) stale`;
  for (const ref of events) await refreshEvent(ctx, ref);
}

async function refreshEvent(ctx: Context, ref: EventRef): Promise<void> {
  try {
    await transaction(ctx, async (tx) => {
      const { event, now } = await lockSeats(ctx, tx, ref);
      await tx.$executeRaw`
        UPDATE event_attendees SET traits_source = stale.source, updated_at = ${now}::timestamptz
        FROM (${staleSeats(ctx)}) stale
        WHERE event_attendees.id = stale.id AND stale.event_id = ${event.id}::uuid`;
    });
  } catch (error) {
    // The event went with its partner meanwhile.
    if (!(error instanceof NotFound)) throw error;
  }
}
