import type { Context } from "@/lib/platform/context";

/** Attendees are kept so long after the last minute of their event, whatever became of it. */
export const ATTENDEES_KEPT_DAYS = 365;
const DAY_MS = 86_400_000;
/** In pieces, so that no statement holds many locks for long. */
const AT_A_TIME = 5_000;

/** Forgets the attendees of events that ended a year ago, of all partners. The events themselves stay. */
export async function removeOldAttendees(ctx: Context): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - ATTENDEES_KEPT_DAYS * DAY_MS);
  for (let removed = AT_A_TIME; removed === AT_A_TIME; ) {
    removed = await ctx.db.$executeRaw`
      DELETE FROM event_attendees WHERE id IN (
        SELECT attendee.id FROM event_attendees AS attendee JOIN events AS event ON event.id = attendee.event_id
        WHERE event.ends_at < ${before} LIMIT ${AT_A_TIME})`;
  }
}
