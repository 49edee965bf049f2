import { guestToken } from "@/lib/events/invitations/guest-token";
import { type SeatedGuest, seatedGuests } from "@/lib/events/meetings/seated-guests";
import { apartPairs } from "@/lib/events/pairing/apart-pairs";
import { linkTo } from "@/lib/platform/brand";
import type { Context } from "@/lib/platform/context";
import { inMail } from "@/lib/platform/human-text";
import { sendMail } from "@/lib/platform/mail";

/** Writes to one of two guests who both said yes. `{event_id, attendee_id, other_id}` */
export const SEND_MUTUAL_JOB = "meetings.send-mutual";

/**
 * Writes to a guest that a yes is mutual. The email holds no name and no contact, which are on the guest's own page. Nothing is
 * sent where one of the two has blocked the other since, or for test events.
 */
export async function sendMutual(
  ctx: Context,
  { event_id, attendee_id, other_id }: { event_id: string; attendee_id: string; other_id: string },
): Promise<void> {
  const event = await ctx.db.event.findUnique({ where: { id: event_id } });
  const [attendee1Id = "", attendee2Id = ""] = [attendee_id, other_id].toSorted();
  const mutual = await ctx.db.mutualYes.findUnique({
    where: { attendee1Id_attendee2Id: { attendee1Id, attendee2Id } },
  });
  if (event === null || event.mode !== "live" || mutual === null) return;
  const apart = await apartPairs(ctx.db, event.id);
  if (apart.some(({ seats }) => seats.includes(attendee_id) && seats.includes(other_id))) return;
  const guests = await seatedGuests(ctx.db, { eventId: event.id, partnerId: event.partnerId }, [attendee_id]);
  const guest = guests.get(attendee_id);
  if (guest?.email == null) return;
  const where = await pageOf(ctx, event.id, guest);
  await sendMail(ctx, {
    to: guest.email,
    subject: "A yes that is mutual",
    text: [
      `You met at ${inMail(event.name)}, and you both said yes.`,
      "",
      "See who it is and how to reach them:",
      where,
      "",
      "We show your contact to each other because you both said yes. No one else sees it.",
    ].join("\n"),
  });
}

/** The guest's own page: by their account, or behind the personal link that the organizer's guests get. */
async function pageOf({ db }: Context, eventId: string, { id, isRegistered }: SeatedGuest): Promise<string> {
  if (isRegistered) return linkTo(null, `/events/${eventId}/people`);
  const link = await db.eventGuestLink.findUnique({ where: { attendeeId: id }, select: { id: true } });
  if (link === null) return "Ask the organizer for your personal link to this event.";
  return linkTo(null, `/guest/${guestToken(link.id)}/people`);
}
