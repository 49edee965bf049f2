import { changeOwn } from "@/lib/events/registrations/change-own";
import { alignParty, findGroupToJoin } from "@/lib/events/registrations/friends";
import { assertBeforeStart } from "@/lib/events/registrations/lock-seats";
import type { OwnRegistration } from "@/lib/events/registrations/present-registration";
import type { RegistrantContext } from "@/lib/events/registrations/registrant";
import type { JoinFriends } from "@/lib/events/registrations/schemas";
import { isLive } from "@/lib/events/registrations/seat-machine";
import { Conflict } from "@/lib/platform/errors";

/**
 * Joins a group of friends by its link, out of any other group, and stands behind the last of its friends who wait. It moves no one who has others behind them.
 * Who is not registered yet joins by registering. Again it changes nothing.
 * Throws NotFound, Forbidden, Invalid `friends_link_ended`, Conflict `event_closed`, `event_started`, `friends_full` or
 * `registration_moved_on`.
 */
export async function joinFriends(
  ctx: RegistrantContext,
  { event_id, friends_token }: JoinFriends,
): Promise<OwnRegistration> {
  return changeOwn(ctx, event_id, async (seats, row) => {
    assertBeforeStart(seats);
    if (!isLive(row.status)) throw new Conflict("registration_moved_on", "Register before you join friends.");
    const { tx, event, now } = seats;
    const groupId = await findGroupToJoin(seats, { token: friends_token, joinerId: row.id });
    if (row.groupId === groupId) return;
    const joined = await tx.registration.update({
      where: { id: row.id, eventId: event.id, partnerId: event.partnerId },
      data: { groupId, updatedAt: now },
    });
    if (joined.status === "waiting") await alignParty(seats, joined);
  });
}
