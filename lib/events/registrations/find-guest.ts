import type { GuestContext } from "@/lib/events/events/guest";
import { findKnownEvent } from "@/lib/events/registrations/find-registration";
import { accountOf, type RegistrantContext } from "@/lib/events/registrations/registrant";
import type { OfEvent } from "@/lib/events/registrations/schemas";
import { findUserProfile } from "@/lib/people/profiles/find-profile";
import { NotFound } from "@/lib/platform/errors";

/** A person with a seat at an event, as its guest. Throws NotFound where they have none, Forbidden `account_needed`. */
export async function findGuest(ctx: RegistrantContext, { event_id }: OfEvent): Promise<GuestContext> {
  const userId = accountOf(ctx);
  const { event, row } = await findKnownEvent(ctx, ctx.db, event_id);
  if (row === null || row.attendeeId === null) throw new NotFound("event");
  return {
    requestId: ctx.requestId,
    actor: ctx.actor,
    clock: ctx.clock,
    db: ctx.db,
    log: ctx.log,
    ip: ctx.ip,
    eventId: event.id,
    partnerId: event.partnerId,
    attendeeId: row.attendeeId,
    profileId: await findUserProfile(ctx, { user_id: userId }),
    userId,
  };
}
