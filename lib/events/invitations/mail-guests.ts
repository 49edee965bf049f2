import { localTime } from "@/lib/events/events/zoned-time";
import { guestStatements } from "@/lib/events/invitations/answer-guest-form";
import { guestHash, guestToken } from "@/lib/events/invitations/guest-token";
import { MAIL_GUESTS_JOB } from "@/lib/events/invitations/invite-attendees";
import { linkTo } from "@/lib/platform/brand";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { inMail } from "@/lib/platform/human-text";
import { addJob } from "@/lib/platform/jobs";
import { sendMail } from "@/lib/platform/mail";

function hashOf(linkId: string): { tokenHash?: Buffer<ArrayBuffer> } {
  const tokenHash = guestHash(guestToken(linkId));
  return tokenHash === null ? {} : { tokenHash };
}

/** One run sends so many, then leaves the rest to the next, so that no job holds a worker for long. */
const AT_ONCE = 200;

const day = new Intl.DateTimeFormat("en-US", { dateStyle: "full", timeStyle: "short", timeZone: "UTC" });

/**
 * Emails the guests of an event who are due. Each is marked before it is sent: where we are killed in between one email is
 * lost, and the organizer can ask for it again. An address that has had enough of our emails today gets none.
 */
export async function mailGuests(
  ctx: Context,
  { event_id, partner_id }: { event_id: string; partner_id: string },
): Promise<void> {
  const event = await ctx.db.event.findUnique({
    where: { id: event_id, partnerId: partner_id },
    include: { partner: { select: { companyName: true, suspendedAt: true } } },
  });
  const now = ctx.clock.now();
  if (event === null || event.mode === "test" || event.partner.suspendedAt !== null) return;
  if ((event.status !== "published" && event.status !== "matched") || event.startsAt <= now) return;
  const own = { eventId: event.id, partnerId: partner_id };
  const links = await ctx.db.eventGuestLink.findMany({
    where: { ...own, due: true },
    include: { attendee: { select: { id: true, email: true, name: true, traitsSource: true } } },
    orderBy: { id: "asc" },
    take: AT_ONCE,
  });
  const company = inMail(event.partner.companyName);
  const name = inMail(event.name);
  for (const link of links) {
    const { attendee } = link;
    const claimed = await ctx.db.eventGuestLink.updateMany({
      where: { ...own, id: link.id, due: true },
      // Where the secret of the installation was changed, the link that is sent is the one that opens.
      data: { due: false, mails: { increment: 1 }, mailedAt: now, ...hashOf(link.id) },
    });
    if (claimed.count === 0 || attendee.email === null || attendee.traitsSource !== null) continue;
    const called = inMail(attendee.name ?? "");
    const place = [event.venue, event.city].filter((part) => part !== null).map(inMail);
    try {
      await sendMail(
        ctx,
        {
          to: attendee.email,
          subject: `${company} invites you to ${name}`,
          text: [
            called === "" ? "Hello," : `Hello ${called},`,
            "",
            `${company} has put you on the guest list of ${name}.`,
            `${day.format(new Date(`${localTime(event.startsAt, event.timeZone)}Z`))}${place.length === 0 ? "" : `, ${place.join(", ")}`}`,
            "",
            `Would you like to meet people there who suit you? Answer ${guestStatements().length} short statements. It takes about four minutes:`,
            linkTo(ctx, `/guest/${guestToken(link.id)}`),
            "",
            `Your answers are used for this event only. ${company} sees that you answered, never what.`,
            "The link is yours alone. It also lets you leave the guest list.",
          ].join("\n"),
        },
        "unasked",
      );
    } catch (error) {
      await ctx.db.eventGuestLink.updateMany({
        where: { ...own, id: link.id },
        data: { due: true, mails: link.mails, mailedAt: link.mailedAt },
      });
      throw error;
    }
    await ctx.db.eventAttendee.updateMany({
      where: { ...own, id: attendee.id },
      data: { invitedAt: now },
    });
  }
  if (links.length < AT_ONCE) return;
  await transaction(ctx, (tx) =>
    addJob(tx, MAIL_GUESTS_JOB, { event_id, partner_id }, { key: `${MAIL_GUESTS_JOB}:${event_id}` }),
  );
}
