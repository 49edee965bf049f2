import { whoCame } from "@/lib/events/check-in/who-came";
import type { GuestContext } from "@/lib/events/events/guest";
import { apartPairs } from "@/lib/events/pairing/apart-pairs";
import { type Meeting, meetingsOf } from "@/lib/events/pairing/meetings-of";
import { NotFound } from "@/lib/platform/errors";

/** Someone a guest meets, and in which rounds. */
export interface Met {
  readonly id: string;
  readonly rounds: readonly number[];
}

/** The rounds of a guest, without whom either has blocked. */
export async function ownMeetings(
  ctx: GuestContext,
): Promise<{ meeting: Meeting; mates: readonly string[] }[]> {
  const [meetings, apart] = await Promise.all([meetingsOf(ctx, ctx), apartPairs(ctx.db, ctx.eventId)]);
  const hidden = new Set(
    apart.flatMap(({ seats }) =>
      seats.includes(ctx.attendeeId) ? seats.filter((id) => id !== ctx.attendeeId) : [],
    ),
  );
  return meetings
    .filter(({ people }) => people.includes(ctx.attendeeId))
    .map((meeting) => ({
      meeting,
      mates: meeting.people.filter((id) => id !== ctx.attendeeId && !hidden.has(id)),
    }));
}

/** Whom a guest has met: the people of their tables, and where doors checked guests in, those who came. */
export async function findMet(ctx: GuestContext): Promise<Met[]> {
  const [own, came] = await Promise.all([ownMeetings(ctx), whoCame(ctx.db, ctx)]);
  if (came !== null && !came.has(ctx.attendeeId)) return [];
  const rounds = new Map<string, number[]>();
  for (const { meeting, mates } of own) {
    for (const id of mates) {
      if (came !== null && !came.has(id)) continue;
      rounds.set(id, [...(rounds.get(id) ?? []), meeting.round]);
    }
  }
  return Array.from(rounds, ([id, met]) => ({ id, rounds: met }));
}

/** Throws NotFound for a guest whom this one has not met, or no longer sees: the same as for one who is not there. */
export async function assertMet(ctx: GuestContext, otherId: string): Promise<void> {
  const met = await findMet(ctx);
  if (!met.some(({ id }) => id === otherId)) throw new NotFound("guest");
}
