import { changeOwn } from "@/lib/events/registrations/change-own";
import { friendsToken } from "@/lib/events/registrations/friends-token";
import { assertBeforeStart } from "@/lib/events/registrations/lock-seats";
import type { OwnRegistration } from "@/lib/events/registrations/present-registration";
import type { RegistrantContext } from "@/lib/events/registrations/registrant";
import type { OfEvent } from "@/lib/events/registrations/schemas";
import { isLive } from "@/lib/events/registrations/seat-machine";
import { Conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { sha256 } from "@/lib/platform/seal";

/**
 * Begins a group of friends who want seats together: its link's token is `friends_token` of what comes back. Again it
 * answers the same. Throws NotFound, Forbidden, Conflict `event_closed`, `event_started` or `registration_moved_on`.
 */
export async function createFriendsLink(
  ctx: RegistrantContext,
  { event_id }: OfEvent,
): Promise<OwnRegistration> {
  return changeOwn(ctx, event_id, async (seats, row) => {
    if (row.groupId !== null && isLive(row.status)) return;
    assertBeforeStart(seats);
    if (!isLive(row.status))
      throw new Conflict("registration_moved_on", "Register before you invite friends.");
    const { tx, event, now } = seats;
    const id = newId(now);
    await tx.registrationGroup.create({
      data: {
        id,
        eventId: event.id,
        partnerId: event.partnerId,
        tokenHash: sha256(friendsToken(id)),
        createdAt: now,
      },
    });
    await tx.registration.update({
      where: { id: row.id, eventId: event.id, partnerId: event.partnerId },
      data: { groupId: id, updatedAt: now },
    });
  });
}
