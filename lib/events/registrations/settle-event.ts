import { MAX_ATTENDEES } from "@/lib/events/events/schemas";
import { changeSeats } from "@/lib/events/registrations/change-seats";
import type { EventRef } from "@/lib/events/registrations/lock-seats";
import { dueSql, removeOrphans } from "@/lib/events/registrations/settle-seats";
import type { Context } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { Prisma } from "@/lib/platform/prisma/client";

/** Does what has come due at one event, and offers what is free. Again it finds nothing. */
export async function settleEvent(ctx: Context, ref: EventRef): Promise<void> {
  try {
    await changeSeats(ctx, ref, removeOrphans);
  } catch (error) {
    // The event went with its partner meanwhile.
    if (!(error instanceof NotFound)) throw error;
  }
}

/** The same where only the event's id is known. */
export async function settleEventOf(ctx: Context, { event_id }: { event_id: string }): Promise<void> {
  const event = await ctx.db.event.findUnique({ where: { id: event_id }, select: { partnerId: true } });
  if (event !== null) await settleEvent(ctx, { eventId: event_id, partnerId: event.partnerId });
}

/**
 * Looks through all coming events for what has come due and for free seats with people in line, whoever forgot to say so.
 * An event that fails is logged, and holds up no other.
 */
export async function settleAllEvents(ctx: Context): Promise<void> {
  for (const ref of await findDueEvents(ctx)) {
    try {
      await settleEvent(ctx, ref);
    } catch (error) {
      ctx.log.error({ err: error, eventId: ref.eventId }, "the seats of an event could not be settled");
    }
  }
}

async function findDueEvents(ctx: Context): Promise<EventRef[]> {
  const now = ctx.clock.now();
  const { isDue } = dueSql(now);
  const isComing = Prisma.sql`event.mode = 'live' AND event.status IN ('published', 'matched')`;
  return ctx.db.$queryRaw<EventRef[]>`
    SELECT event.id::text AS "eventId", event.partner_id::text AS "partnerId"
    FROM events event WHERE ${isComing} AND EXISTS (
      SELECT FROM registrations registration JOIN users account ON account.id = registration.user_id
      WHERE registration.event_id = event.id AND ${isDue})
    UNION
    SELECT event.id::text, event.partner_id::text FROM events event
    WHERE ${isComing} AND event.starts_at > ${now}::timestamptz
      AND EXISTS (SELECT FROM registrations waiting WHERE waiting.event_id = event.id AND waiting.status = 'waiting')
      AND least(event.capacity, ${MAX_ATTENDEES}::int)
        > (SELECT count(*) FROM event_attendees seat WHERE seat.event_id = event.id)
        + (SELECT count(*) FROM registrations held WHERE held.event_id = event.id AND held.status = 'offered')
    UNION
    SELECT event.id::text, event.partner_id::text FROM events event JOIN event_attendees seat ON seat.event_id = event.id
    WHERE ${isComing} AND seat.pool = 'site'
      AND NOT EXISTS (SELECT FROM registrations taken WHERE taken.attendee_id = seat.id)`;
}
