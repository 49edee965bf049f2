import { isLastCall, offerEnds } from "@/lib/events/registrations/deadlines";
import { listParties, type Party } from "@/lib/events/registrations/line";
import { countSeats, isBeforeStart, roomOf, type Seats } from "@/lib/events/registrations/lock-seats";
import { moveRegistration } from "@/lib/events/registrations/move-registration";

/**
 * Which of the parties in line are offered seats: in their order, each only where all of it fits. One that does not fit
 * holds up those behind it, so that no smaller one overtakes it for ever, but for `lastCall`, when seats would stay empty.
 * One that is larger than the event has room for can never fit, and holds up no one. Of a party those who are suspended
 * are left out.
 */
export function partiesThatFit<P extends Pick<Party[number], "suspended">>(
  parties: readonly (readonly P[])[],
  { free, room, lastCall }: { free: number; room: number; lastCall: boolean },
): P[] {
  const chosen: P[] = [];
  for (const party of parties) {
    const members = party.filter(({ suspended }) => !suspended);
    const left = free - chosen.length;
    if (left <= 0) break;
    if (members.length <= left) chosen.push(...members);
    else if (!lastCall && members.length <= room) break;
  }
  return chosen;
}

/** Offers every free seat to the next in line, until the event starts. */
export async function fillSeats(seats: Seats): Promise<void> {
  if (!isBeforeStart(seats)) return;
  const { free, waiting } = await countSeats(seats);
  if (free <= 0 || waiting === 0) return;
  const { tx, event, now } = seats;
  const parties = await listParties(seats);
  const chosen = partiesThatFit(parties, { free, room: roomOf(seats), lastCall: isLastCall(now, event) });
  const offeredUntil = offerEnds(now, event);
  for (const { id } of chosen) {
    const where = { id, eventId: event.id, partnerId: event.partnerId };
    const row = await tx.registration.findUniqueOrThrow({ where });
    await moveRegistration(seats, row, "offer", { offeredUntil });
  }
}
