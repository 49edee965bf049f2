import QRCode from "qrcode";
import type { Ticket } from "@/lib/events/check-in/schemas";
import { spellNumber } from "@/lib/events/check-in/ticket-format";
import { signTicket, ticketNumber } from "@/lib/events/check-in/ticket-keys";
import type { GuestContext } from "@/lib/events/events/guest";
import { NotFound } from "@/lib/platform/errors";

/**
 * The ticket of a guest who has a seat. It is the same each time, and worth nothing once the seat is given back: no door's
 * list has its attendee then. Throws NotFound where there is no seat.
 */
export async function getTicket(ctx: GuestContext): Promise<Ticket> {
  const { eventId, partnerId, attendeeId } = ctx;
  const attendee = await ctx.db.eventAttendee.findUnique({
    where: { id: attendeeId, eventId, partnerId },
    select: { name: true, event: true },
  });
  if (attendee === null) throw new NotFound("ticket");
  const { event } = attendee;
  const text = signTicket(eventId, attendeeId);
  return {
    text,
    svg: await QRCode.toString(text, { type: "svg", margin: 4, errorCorrectionLevel: "M" }),
    number: spellNumber(ticketNumber(eventId, attendeeId)),
    name: attendee.name,
    event: {
      id: event.id,
      name: event.name,
      starts_at: event.startsAt.toISOString(),
      ends_at: event.endsAt.toISOString(),
      time_zone: event.timeZone,
      venue: event.venue,
      address: event.address,
      city: event.city,
      status: event.status,
    },
  };
}
