import { eventNoticeText, venueTime } from "@/lib/events/registrations/notice-texts";
import { LIVE } from "@/lib/events/registrations/seat-machine";
import { placeOf } from "@/lib/events/registrations/send-notice";
import { linkTo } from "@/lib/platform/brand";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { holdsAddress, inMail, isPlainLine } from "@/lib/platform/human-text";
import { addJob } from "@/lib/platform/jobs";
import { sendMail } from "@/lib/platform/mail";
import type { Event as EventRow } from "@/lib/platform/prisma/client";

/** The job that writes to one guest about their event. `{event_id, kind, registration_id or attendee_id}` */
export const SEND_EVENT_NOTICE_JOB = "registrations.send-event-notice";

export type EventNotice = "cancelled" | "moved";

interface GuestNotice {
  event_id: string;
  kind: EventNotice;
  registration_id?: string | undefined;
  attendee_id?: string | undefined;
}

/**
 * Queues an email to each guest of a live event: those whose registration has not ended, and those whom the organizer
 * brought with an address, each address once. Test events write to no one.
 */
export async function queueEventNotices(
  ctx: Context,
  { event_id, kind }: { event_id: string; kind: EventNotice },
): Promise<void> {
  await transaction(ctx, async (tx) => {
    const event = await tx.event.findUnique({ where: { id: event_id } });
    if (event === null || !isDue(event, kind)) return;
    const of = { eventId: event.id, partnerId: event.partnerId };
    const registered = await tx.registration.findMany({
      where: { ...of, status: { in: [...LIVE] } },
      select: { id: true, user: { select: { email: true } } },
      orderBy: { id: "asc" },
    });
    const known = new Set(registered.map(({ user }) => user.email));
    const brought = await tx.eventAttendee.findMany({
      where: { ...of, pool: { not: "site" }, email: { not: null } },
      select: { id: true, email: true },
      orderBy: { id: "asc" },
    });
    const queue = (guest: { registration_id: string } | { attendee_id: string }, id: string) =>
      addJob(
        tx,
        SEND_EVENT_NOTICE_JOB,
        { event_id, kind, ...guest },
        { key: `${SEND_EVENT_NOTICE_JOB}:${kind}:${id}` },
      );
    for (const { id } of registered) await queue({ registration_id: id }, id);
    for (const { id, email } of brought)
      if (email !== null && !known.has(email)) await queue({ attendee_id: id }, id);
  });
}

function isDue({ mode, status, publishedAt }: EventRow, kind: EventNotice): boolean {
  if (mode !== "live" || publishedAt === null) return false;
  return kind === "cancelled" ? status === "cancelled" : status === "published" || status === "matched";
}

/** Writes to one guest, where they are still one. */
export async function sendEventNotice(ctx: Context, notice: GuestNotice): Promise<void> {
  const { event_id, kind } = notice;
  const event = await ctx.db.event.findUnique({
    where: { id: event_id },
    include: { partner: { select: { companyName: true } } },
  });
  if (event === null || !isDue(event, kind)) return;
  const to = await addressOf(ctx, event, notice);
  if (to === null) return;
  const registered = notice.registration_id !== undefined;
  const { subject, text } = eventNoticeText(
    kind,
    {
      event: inMail(event.name),
      when: venueTime(event.startsAt, event.timeZone),
      where: placeOf(event),
      company: inMail(event.partner.companyName),
      page: linkTo(ctx, `/events/${event.id}`),
      reason: event.cancelReason === null ? null : reasonInMail(event.cancelReason),
    },
    { registered },
  );
  // The organizer's guests have not told us that the address is theirs.
  await sendMail(ctx, { to, subject, text }, registered ? "ordinary" : "unasked");
}

/** The whole line that the organizer wrote; one with an address in it as other words are. */
function reasonInMail(reason: string): string {
  return holdsAddress(reason) || !isPlainLine(reason) ? inMail(reason) : reason;
}

async function addressOf(
  ctx: Context,
  { id: eventId, partnerId }: EventRow,
  { registration_id, attendee_id }: GuestNotice,
): Promise<string | null> {
  if (registration_id !== undefined) {
    const row = await ctx.db.registration.findFirst({
      where: { id: registration_id, eventId, partnerId, status: { in: [...LIVE] } },
      select: { user: { select: { email: true, emailVerifiedAt: true, suspendedAt: true } } },
    });
    const reachable = row !== null && row.user.emailVerifiedAt !== null && row.user.suspendedAt === null;
    return reachable ? row.user.email : null;
  }
  const guest = await ctx.db.eventAttendee.findFirst({
    where: { id: attendee_id ?? "", eventId, partnerId },
    select: { email: true },
  });
  return guest?.email ?? null;
}
