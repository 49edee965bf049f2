import type { GuestContext } from "@/lib/events/events/guest";
import { localTime } from "@/lib/events/events/zoned-time";
import type { GuestInvitation } from "@/lib/events/invitations/schemas";
import { NotFound } from "@/lib/platform/errors";

/** Who invites a guest and to what, and whether they have answered. Never their answers or traits. Throws NotFound. */
export async function getGuestInvitation(ctx: GuestContext): Promise<GuestInvitation> {
  const { attendeeId, eventId, partnerId } = ctx;
  const row = await ctx.db.eventAttendee.findUnique({
    where: { id: attendeeId, eventId, partnerId },
    select: {
      name: true,
      answeredAt: true,
      event: { include: { partner: { select: { companyName: true } } } },
    },
  });
  if (row === null) throw new NotFound("invitation");
  const { event } = row;
  return {
    event: {
      id: event.id,
      name: event.name,
      status: event.status,
      local_starts_at: localTime(event.startsAt, event.timeZone),
      local_ends_at: localTime(event.endsAt, event.timeZone),
      time_zone: event.timeZone,
      venue: event.venue,
      address: event.address,
      city: event.city,
      visibility: event.visibility,
    },
    organizer: event.partner.companyName,
    name: row.name,
    answered_at: row.answeredAt?.toISOString() ?? null,
    open: event.status !== "finished" && event.status !== "cancelled" && event.endsAt > ctx.clock.now(),
  };
}
