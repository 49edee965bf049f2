import { assertOpen, lockEvent } from "@/lib/events/events/find-event";
import { guestHash, guestToken } from "@/lib/events/invitations/guest-token";
import { type InviteAttendees, MOST_MAILS, RESEND_AFTER_HOURS } from "@/lib/events/invitations/schemas";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { addJob } from "@/lib/platform/jobs";
import { assertPermitted } from "@/lib/platform/permissions";

/** The job that emails the guests of one event who are due. `{event_id, partner_id}` */
export const MAIL_GUESTS_JOB = "invitations.mail-guests";

const HOUR_MS = 3_600_000;

/**
 * Emails the short form to everyone whom the organizer brought with an address and without traits, each once. With `again`
 * also to those who have not answered, two days after the last email and three times in all. Only a published live event
 * emails anyone, because a draft costs nothing and would let anyone write to thousands.
 * Throws NotFound, Conflict `event_closed` or `event_is_draft`.
 */
export async function inviteAttendees(
  ctx: PartnerContext,
  { event_id, again }: InviteAttendees,
): Promise<{ invited: number }> {
  assertPermitted(ctx, "events:write");
  return transaction(ctx, async (tx) => {
    const event = await lockEvent(ctx, tx, event_id);
    assertOpen(event);
    if (event.status === "draft")
      throw new Conflict("event_is_draft", "Publish the event first. Drafts email no one.");
    const now = ctx.clock.now();
    if (event.mode === "test" || event.startsAt <= now) return { invited: 0 };
    const { partnerId } = ctx;
    const waiting = await tx.eventAttendee.findMany({
      where: {
        eventId: event.id,
        partnerId,
        pool: { not: "site" },
        email: { not: null },
        traitsSource: null,
        guestLink: null,
      },
      select: { id: true },
    });
    await tx.eventGuestLink.createMany({
      data: waiting.map((attendee) => {
        const id = newId(now);
        const tokenHash = guestHash(guestToken(id));
        if (tokenHash === null) throw new Error("A token that was just made is none.");
        return {
          id,
          attendeeId: attendee.id,
          eventId: event.id,
          partnerId,
          tokenHash,
          due: true,
          createdAt: now,
        };
      }),
    });
    const resent = again
      ? await tx.eventGuestLink.updateMany({
          where: {
            eventId: event.id,
            partnerId,
            due: false,
            mails: { lt: MOST_MAILS },
            mailedAt: { lt: new Date(now.getTime() - RESEND_AFTER_HOURS * HOUR_MS) },
            attendee: { traitsSource: null, email: { not: null } },
          },
          data: { due: true },
        })
      : { count: 0 };
    const invited = waiting.length + resent.count;
    if (invited === 0) return { invited };
    await addJob(
      tx,
      MAIL_GUESTS_JOB,
      { event_id: event.id, partner_id: partnerId },
      { key: `${MAIL_GUESTS_JOB}:${event.id}` },
    );
    await audit(ctx, tx, {
      partnerId,
      action: "event.guests_invited",
      targetType: "event",
      targetId: event.id,
      details: { name: event.name, invited },
    });
    return { invited };
  });
}
