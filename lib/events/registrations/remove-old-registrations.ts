import type { Context } from "@/lib/platform/context";

/** Registrations are kept so long after the last minute of their event, as attendees are. */
export const REGISTRATIONS_KEPT_DAYS = 365;
const DAY_MS = 86_400_000;
/** In pieces, so that no statement holds many locks for long. */
const AT_A_TIME = 5_000;

/** Forgets the registrations of events that ended a year ago, of all partners, and groups that no one is in any more. */
export async function removeOldRegistrations(ctx: Context): Promise<void> {
  const before = new Date(ctx.clock.now().getTime() - REGISTRATIONS_KEPT_DAYS * DAY_MS);
  for (let removed = AT_A_TIME; removed === AT_A_TIME; ) {
    removed = await ctx.db.$executeRaw`
      DELETE FROM registrations WHERE id IN (
        SELECT registration.id FROM registrations AS registration JOIN events AS event ON event.id = registration.event_id
        WHERE event.ends_at < ${before} LIMIT ${AT_A_TIME})`;
  }
  await ctx.db.$executeRaw`
    DELETE FROM registration_groups WHERE NOT EXISTS (
      SELECT FROM registrations WHERE registrations.group_id = registration_groups.id)`;
}
