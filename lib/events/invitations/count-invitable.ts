import { findEvent } from "@/lib/events/events/find-event";
import { MOST_MAILS, RESEND_AFTER_HOURS } from "@/lib/events/invitations/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** How many guests can be emailed the short form now, and how many have answered it. Throws NotFound. */
export async function countInvitable(
  ctx: PartnerContext,
  { event_id }: { event_id: string },
): Promise<{ first: number; again: number; answered: number; without_email: number }> {
  assertPermitted(ctx, "events:read");
  const event = await findEvent(ctx, ctx.db, event_id);
  const brought = { eventId: event.id, partnerId: ctx.partnerId, pool: { not: "site" as const } };
  const before = new Date(ctx.clock.now().getTime() - RESEND_AFTER_HOURS * 3_600_000);
  const open = { ...brought, traitsSource: null };
  const [first, again, answered, without] = await Promise.all([
    ctx.db.eventAttendee.count({ where: { ...open, email: { not: null }, guestLink: null } }),
    ctx.db.eventAttendee.count({
      where: {
        ...open,
        email: { not: null },
        guestLink: { due: false, mails: { lt: MOST_MAILS }, mailedAt: { lt: before } },
      },
    }),
    ctx.db.eventAttendee.count({ where: { ...brought, answeredAt: { not: null } } }),
    ctx.db.eventAttendee.count({ where: { ...open, email: null } }),
  ]);
  return { first, again, answered, without_email: without };
}
