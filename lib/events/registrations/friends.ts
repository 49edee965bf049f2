import { friendsHash, friendsLinkEnded } from "@/lib/events/registrations/friends-token";
import type { Seats } from "@/lib/events/registrations/lock-seats";
import { MAX_FRIENDS } from "@/lib/events/registrations/schemas";
import { LIVE } from "@/lib/events/registrations/seat-machine";
import { Conflict } from "@/lib/platform/errors";

/**
 * The group of this event that a friend's link leads to, with room for one more. Throws Invalid `friends_link_ended`,
 * Conflict `friends_full`.
 */
export async function findGroupToJoin(
  { tx, event }: Seats,
  { token, joinerId }: { token: string; joinerId: string | null },
): Promise<string> {
  const hash = friendsHash(token);
  if (hash === null) throw friendsLinkEnded();
  const group = await tx.registrationGroup.findUnique({
    where: { tokenHash: hash, eventId: event.id, partnerId: event.partnerId },
  });
  if (group === null) throw friendsLinkEnded();
  const members = await tx.registration.count({
    where: {
      groupId: group.id,
      eventId: event.id,
      partnerId: event.partnerId,
      status: { in: [...LIVE] },
      ...(joinerId === null ? {} : { id: { not: joinerId } }),
    },
  });
  // The link stands for those who share it: when the last of them is gone it opens nothing.
  if (members === 0) throw friendsLinkEnded();
  if (members >= MAX_FRIENDS)
    throw new Conflict(
      "friends_full",
      `At most ${MAX_FRIENDS} friends wait together, and this group has as many.`,
    );
  return group.id;
}

/**
 * Puts all of a group who wait where the last of them stands, so that no friend who joins late overtakes those who were in
 * line before.
 */
export async function alignParty({ tx, event, now }: Seats, groupId: string): Promise<void> {
  const where = { groupId, eventId: event.id, partnerId: event.partnerId, status: "waiting" as const };
  const { _max } = await tx.registration.aggregate({ where, _max: { queuedAt: true } });
  if (_max.queuedAt === null) return;
  await tx.registration.updateMany({ where, data: { queuedAt: _max.queuedAt, updatedAt: now } });
}
