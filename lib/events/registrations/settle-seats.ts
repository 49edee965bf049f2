import { answerEnds } from "@/lib/events/registrations/deadlines";
import { isComing, type Seats } from "@/lib/events/registrations/lock-seats";
import { moveRegistration } from "@/lib/events/registrations/move-registration";
import { queueNotice } from "@/lib/events/registrations/notices";
import { Prisma } from "@/lib/platform/prisma/client";

/** What has come due of a registration. */
type Due = "suspended" | "lost" | "expired" | "lapsed" | "outdated" | "asked";

/**
 * Which registrations have something due, on `registration`, `account` and `event`: a suspended account holds a seat, the
 * attendee is gone, an offer or a question was not answered in time, or it is time to ask. All of it follows from what is
 * stored and the time, so that nothing is lost while no job runs. Hours are hours, also where clocks change between.
 */
export function dueSql(now: Date): { isDue: Prisma.Sql; due: Prisma.Sql } {
  const at = Prisma.sql`${now}::timestamptz`;
  const seated = Prisma.sql`registration.status IN ('registered', 'confirmed')`;
  const before = Prisma.sql`${at} < event.starts_at`;
  // Doors may open before the start. Who has come in is there, and is asked nothing.
  const absent = Prisma.sql`NOT EXISTS (SELECT FROM attendances there
    WHERE there.attendee_id = registration.attendee_id AND there.first_in_at IS NOT NULL)`;
  const suspended = Prisma.sql`(${before} AND ${absent} AND account.suspended_at IS NOT NULL
    AND registration.status IN ('offered', 'registered', 'confirmed'))`;
  const lost = Prisma.sql`(${seated} AND registration.attendee_id IS NULL)`;
  const expired = Prisma.sql`(registration.status = 'offered' AND least(registration.offered_until, event.starts_at) <= ${at})`;
  const asksFrom = Prisma.sql`event.starts_at - make_interval(hours => event.confirm_hours)`;
  const asks = Prisma.sql`(registration.status = 'registered' AND event.confirm_hours IS NOT NULL
    AND ${before} AND ${asksFrom} <= ${at} AND ${absent})`;
  const asked = Prisma.sql`(registration.asked_at IS NOT NULL AND registration.asked_at >= ${asksFrom})`;
  const lapsed = Prisma.sql`(${asks} AND ${asked} AND least(registration.confirm_until, event.starts_at) <= ${at})`;
  const toAsk = Prisma.sql`(${asks} AND NOT ${asked})`;
  // They said that they are coming before the start was put off.
  const outdated = Prisma.sql`(registration.status = 'confirmed' AND event.confirm_hours IS NOT NULL
    AND ${before} AND ${asksFrom} <= ${at} AND registration.confirmed_at < ${asksFrom} AND ${absent})`;
  return {
    isDue: Prisma.sql`(${Prisma.join([suspended, lost, expired, lapsed, outdated, toAsk], " OR ")})`,
    due: Prisma.sql`CASE WHEN ${suspended} THEN 'suspended' WHEN ${lost} THEN 'lost' WHEN ${expired} THEN 'expired'
      WHEN ${lapsed} THEN 'lapsed' WHEN ${outdated} THEN 'outdated' ELSE 'asked' END`,
  };
}

/** Does what has come due at one event. Again it finds nothing. */
export async function settleSeats(seats: Seats): Promise<void> {
  if (!isComing(seats)) return;
  const { tx, event, now } = seats;
  const { isDue, due } = dueSql(now);
  const found = await tx.$queryRaw<{ id: string; due: Due }[]>`
    SELECT registration.id::text, ${due} AS due
    FROM registrations registration JOIN users account ON account.id = registration.user_id
      JOIN events event ON event.id = registration.event_id
    WHERE registration.event_id = ${event.id}::uuid AND registration.partner_id = ${event.partnerId}::uuid AND ${isDue}
    ORDER BY registration.id`;
  for (const { id, due } of found) await settle(seats, id, due);
}

async function settle(seats: Seats, id: string, due: Due): Promise<void> {
  const { tx, event, now } = seats;
  const where = { id, eventId: event.id, partnerId: event.partnerId };
  const row = await tx.registration.findUniqueOrThrow({ where });
  const quiet = now >= event.startsAt;
  if (due === "suspended") await moveRegistration(seats, row, "lose_seat", {}, { quiet: true });
  else if (due === "lost") await moveRegistration(seats, row, "lose_seat", {}, { quiet });
  else if (due === "expired") await moveRegistration(seats, row, "expire", {}, { quiet });
  else if (due === "lapsed") await moveRegistration(seats, row, "lapse");
  else {
    if (due === "outdated") await moveRegistration(seats, row, "ask_again");
    await tx.registration.update({
      where,
      data: { askedAt: now, confirmUntil: answerEnds(now, event), updatedAt: now },
    });
    await queueNotice(seats, row, "asked");
  }
}

/** Removes seats whose registration went with its account: they are no one's. */
export async function removeOrphans({ tx, event }: Seats): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM event_attendees seat WHERE seat.event_id = ${event.id}::uuid
      AND seat.partner_id = ${event.partnerId}::uuid AND seat.pool = 'site'
      AND NOT EXISTS (SELECT FROM registrations WHERE registrations.attendee_id = seat.id)`;
}
