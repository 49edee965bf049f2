import { peopleFor } from "@/lib/identity/consent/read-people";
import type { Context } from "@/lib/platform/context";

/**
 * Says of each seat of a coming event whether its person can be matched there now: they agreed to it for this event, their
 * consent holds, and they have a result. They may take the assessment, or withdraw, at any time after they registered. It
 * looks whether there is a result, and reads none.
 */
export async function refreshTraitsSources(ctx: Context): Promise<void> {
  const { sql } = peopleFor(ctx, "events");
  await ctx.db.$executeRaw`
    UPDATE event_attendees seat SET traits_source = now_true.source, updated_at = ${ctx.clock.now()}::timestamptz
    FROM (
      SELECT registration.attendee_id, CASE WHEN registration.agrees_to_match AND EXISTS (
          SELECT FROM ${sql} consenting JOIN trait_results result ON result.profile_id = consenting.id
          WHERE consenting.user_id = registration.user_id) THEN 'person'::attendee_traits_source END AS source
      FROM registrations registration JOIN events event ON event.id = registration.event_id
      WHERE registration.attendee_id IS NOT NULL AND event.status IN ('published', 'matched')
    ) now_true
    WHERE seat.id = now_true.attendee_id AND seat.pool = 'site'
      AND seat.traits_source IS DISTINCT FROM now_true.source`;
}
