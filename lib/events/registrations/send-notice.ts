import { isAsked } from "@/lib/events/registrations/deadlines";
import { placeInLine } from "@/lib/events/registrations/line";
import { NOTICE_OF, noticeText, venueTime } from "@/lib/events/registrations/notice-texts";
import type { Notice } from "@/lib/events/registrations/notices";
import { linkTo } from "@/lib/platform/brand";
import type { Context } from "@/lib/platform/context";
import { inMail } from "@/lib/platform/human-text";
import { sendMail } from "@/lib/platform/mail";
import type { Event as EventRow, Registration as RegistrationRow } from "@/lib/platform/prisma/client";

/**
 * Writes to a person about their registration as it is now. Nothing is sent where it has moved on, the event is off, or the
 * account is suspended or has no verified address.
 */
export async function sendNotice(
  ctx: Context,
  { registration_id, partner_id, what }: { registration_id: string; partner_id: string; what: Notice },
): Promise<void> {
  const row = await ctx.db.registration.findUnique({
    where: { id: registration_id, partnerId: partner_id },
    include: {
      user: { select: { email: true, emailVerifiedAt: true, suspendedAt: true } },
      event: { include: { partner: { select: { companyName: true } } } },
    },
  });
  if (row === null || !NOTICE_OF[what].includes(row.status)) return;
  const { event, user } = row;
  if (event.mode !== "live" || event.status === "draft" || event.status === "cancelled") return;
  if (user.suspendedAt !== null || user.emailVerifiedAt === null) return;
  const until = untilOf(what, row, event);
  if (what === "asked" && until === null) return;
  const { subject, text } = noticeText(what, {
    event: inMail(event.name),
    when: venueTime(event.startsAt, event.timeZone),
    where: placeOf(event),
    company: inMail(event.partner.companyName),
    place: await placeInLine(ctx.db, row),
    until: until === null ? null : venueTime(until, event.timeZone),
    confirmHours: event.confirmHours,
    page: linkTo(ctx, `/events/${event.id}`),
  });
  await sendMail(ctx, { to: user.email, subject, text });
}

/** The deadline that an email names, never past the start. */
function untilOf(what: Notice, row: RegistrationRow, event: EventRow): Date | null {
  const until =
    what === "offered"
      ? row.offeredUntil
      : what === "asked" && isAsked(row.askedAt, event)
        ? row.confirmUntil
        : null;
  return until === null || until <= event.startsAt ? until : event.startsAt;
}

/** The venue as one line. */
export function placeOf({ venue, address, city }: Pick<EventRow, "venue" | "address" | "city">): string {
  return [venue, address, city].flatMap((part) => (part === null ? [] : inMail(part))).join(", ");
}
