import { findEvent } from "@/lib/events/events/find-event";
import { whoCame } from "@/lib/events/meetings/who-came";
import { meetingsOf } from "@/lib/events/pairing/meetings-of";
import { RATINGS_FLOOR } from "@/lib/events/pairing/schemas";
import {
  type CalibrationBin,
  calibrationOf,
  LEAST_PAIRS_A_BIN,
  type MetPair,
  mutualShare,
  type ShareOfPairs,
} from "@/lib/matching/calibration";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

const DAY_MS = 86_400_000;

export interface EventOutcomes {
  /** The moment up to which answers count: midnight in UTC, so that no single answer can be told from a change. */
  as_of: string;
  /** Pairs that met by the plan, and those of them of whom both answered. */
  pairs_met: number;
  pairs_answered: number;
  /** Of planned rounds, and of the round that was drawn at random; null where there is none. */
  planned: ShareOfPairs;
  control: ShareOfPairs | null;
  /** Predicted against actual, of planned rounds and the drawn one together. Empty where too few pairs answered. */
  calibration: CalibrationBin[];
  /** Null below the floor of ratings. */
  rating: { count: number; mean: number; by_stars: number[] } | null;
  /** Ratings that are still needed before any is shown; 0 where they are. */
  ratings_needed: number;
}

/**
 * What came of an event: mutual yes among pairs that met and both answered, against what was predicted, and how guests
 * rated it. Who said what is in none of it. Throws Forbidden, NotFound.
 */
export async function getOutcomes(
  ctx: PartnerContext,
  { event_id }: { event_id: string },
): Promise<EventOutcomes> {
  assertPermitted(ctx, "events:read");
  const event = await findEvent(ctx, ctx.db, event_id);
  const where = { eventId: event.id, partnerId: ctx.partnerId };
  const asOf = new Date(Math.floor(ctx.clock.now().getTime() / DAY_MS) * DAY_MS);
  const [meetings, came, answers, ratings] = await Promise.all([
    meetingsOf(ctx, where),
    whoCame(ctx.db, where),
    ctx.db.meetingAnswer.findMany({
      where: { eventId: event.id, answeredAt: { lt: asOf } },
      select: { attendeeId: true, otherId: true, yes: true },
    }),
    ctx.db.eventRating.groupBy({
      by: ["stars"],
      where: { eventId: event.id, ratedAt: { lt: asOf } },
      _count: true,
    }),
  ]);
  const said = new Map(answers.map(({ attendeeId, otherId, yes }) => [`${attendeeId} ${otherId}`, yes]));
  let met = 0;
  const pairs: (MetPair & { control: boolean })[] = [];
  for (const { people, predicted, control } of meetings) {
    let at = 0;
    for (const [i, one] of people.entries()) {
      for (const other of people.slice(i + 1)) {
        const score = predicted[at++] ?? null;
        if (came !== null && !(came.has(one) && came.has(other))) continue;
        met += 1;
        const [there, back] = [said.get(`${one} ${other}`), said.get(`${other} ${one}`)];
        if (there === undefined || back === undefined || score === null) continue;
        pairs.push({ score, mutual: there && back, people: [one, other], control });
      }
    }
  }
  const hasControl = meetings.some(({ control }) => control);
  const count = ratings.reduce((sum, { _count }) => sum + _count, 0);
  const stars = [1, 2, 3, 4, 5].map((value) => ratings.find((one) => one.stars === value)?._count ?? 0);
  return {
    as_of: asOf.toISOString(),
    pairs_met: met,
    pairs_answered: pairs.length,
    planned: mutualShare(pairs.filter(({ control }) => !control)),
    control: hasControl ? mutualShare(pairs.filter(({ control }) => control)) : null,
    calibration: pairs.length < LEAST_PAIRS_A_BIN ? [] : calibrationOf(pairs),
    rating:
      count < RATINGS_FLOOR
        ? null
        : {
            count,
            mean: stars.reduce((sum, of, at) => sum + of * (at + 1), 0) / count,
            by_stars: stars,
          },
    ratings_needed: Math.max(0, RATINGS_FLOOR - count),
  };
}
