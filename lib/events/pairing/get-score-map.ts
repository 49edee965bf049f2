import { findEvent } from "@/lib/events/events/find-event";
import { attendeeNames } from "@/lib/events/pairing/attendee-names";
import { lastMatch } from "@/lib/events/pairing/list-matches";
import type { EventPath } from "@/lib/events/pairing/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** More are too small to be seen on a phone. */
export const MAPPED_ATTENDEES = 40;

export interface ScoreMap {
  /** Those with the most stored pairs, by how many they have. */
  attendees: { id: string; name: string | null; matches: number }[];
  /** By attendee and attendee, in the same order; null where no pair is stored. */
  scores: (number | null)[][];
  /** Attendees who are in a stored pair. */
  matched: number;
}

/** Who matches whom among the attendees with the most stored pairs of the event's last match. Throws Forbidden, NotFound. */
export async function getScoreMap(ctx: PartnerContext, { event_id }: EventPath): Promise<ScoreMap> {
  assertPermitted(ctx, "events:read");
  const event = await findEvent(ctx, ctx.db, event_id);
  const run = await lastMatch(ctx.db, event.id, ctx.partnerId);
  if (run === null) return { attendees: [], scores: [], matched: 0 };
  const pairs = await ctx.db.matchPair.findMany({
    where: { runId: run.id },
    orderBy: { rank: "asc" },
    select: { attendee1Id: true, attendee2Id: true, score: true },
  });
  const matches = new Map<string, number>();
  for (const { attendee1Id, attendee2Id } of pairs)
    for (const id of [attendee1Id, attendee2Id]) matches.set(id, (matches.get(id) ?? 0) + 1);
  // The sort is stable: of equals those with the better pair come first.
  const ids = [...matches.keys()]
    .toSorted((one, other) => (matches.get(other) ?? 0) - (matches.get(one) ?? 0))
    .slice(0, MAPPED_ATTENDEES);
  const places = new Map(ids.map((id, place) => [id, place]));
  const scores = ids.map(() => ids.map((): number | null => null));
  for (const { attendee1Id, attendee2Id, score } of pairs) {
    const [i, j] = [places.get(attendee1Id), places.get(attendee2Id)];
    if (i === undefined || j === undefined) continue;
    const [row, column] = [scores[i], scores[j]];
    if (row !== undefined) row[j] = score;
    if (column !== undefined) column[i] = score;
  }
  const names = await attendeeNames(ctx, event.id, ids);
  return {
    attendees: ids.map((id) => ({ id, name: names.get(id) ?? null, matches: matches.get(id) ?? 0 })),
    scores,
    matched: matches.size,
  };
}
