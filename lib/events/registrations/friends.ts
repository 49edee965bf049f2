import { friendsHash, friendsLinkEnded } from "@/lib/events/registrations/friends-token";
import type { Seats } from "@/lib/events/registrations/lock-seats";
import { MAX_FRIENDS } from "@/lib/events/registrations/schemas";
import { LIVE } from "@/lib/events/registrations/seat-machine";
import { Conflict } from "@/lib/platform/errors";
import type { Registration as RegistrationRow } from "@/lib/platform/prisma/client";

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
 * Brings a person in line together with the friends of their group. They stand behind the last of these, so that no friend who
 * joins late overtakes those who were in line before. Friends before them come along only where no one else stands between,
 * because whoever has the link could otherwise send them back.
 */
export async function alignParty(seats: Seats, { id, groupId }: RegistrationRow): Promise<void> {
  const { tx, event, now } = seats;
  if (groupId === null) return;
  const of = { eventId: event.id, partnerId: event.partnerId, status: "waiting" as const };
  const last = await lastOfParty(seats, groupId);
  if (last === null) return;
  await tx.registration.update({
    where: { id, eventId: event.id, partnerId: event.partnerId },
    data: { queuedAt: last, updatedAt: now },
  });
  const between = await tx.registration.aggregate({
    where: { ...of, queuedAt: { lt: last }, OR: [{ groupId: null }, { groupId: { not: groupId } }] },
    _max: { queuedAt: true },
  });
  const after = between._max.queuedAt;
  await tx.registration.updateMany({
    where: { ...of, groupId, queuedAt: { lt: last, ...(after === null ? {} : { gt: after }) } },
    data: { queuedAt: last, updatedAt: now },
  });
}

/** Where the last of a group who wait stands; null where no one does. */
export async function lastOfParty({ tx, event }: Seats, groupId: string): Promise<Date | null> {
  const { _max } = await tx.registration.aggregate({
    where: { groupId, eventId: event.id, partnerId: event.partnerId, status: "waiting" },
    _max: { queuedAt: true },
  });
  return _max.queuedAt;
}
