import { whoCame } from "@/lib/events/check-in/who-came";
import { findEvent } from "@/lib/events/events/find-event";
import { keptFigures } from "@/lib/events/pairing/kept-figures";
import { type Meeting, meetingsOf } from "@/lib/events/pairing/meetings-of";
import {
  AnswerFigures,
  answerFigures,
  RatingFigures,
  ratingFigures,
} from "@/lib/events/pairing/outcome-figures";
import { outcomesOf } from "@/lib/events/pairing/outcomes-of";
import { RATINGS_FLOOR } from "@/lib/events/pairing/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

const DAY_MS = 86_400_000;

/** What came of an event, for its organizer. */
export interface Outcomes {
  answers: AnswerFigures | null;
  ratings: (RatingFigures & { sentences: string[] }) | null;
  /** Pairs that met by the plan, of those who came where doors were in use. */
  pairs_met: number;
  has_control_round: boolean;
  /** Ratings that are still needed before any is shown. */
  ratings_needed: number;
}

/**
 * The answers and ratings of an event up to last midnight (UTC), without any person. All answers count, no matter who is on
 * the list of the doors or at a table now: an organizer can change those. Figures stay as shown until five people
 * have changed. Throws Forbidden, NotFound.
 */
export async function getOutcomes(
  ctx: PartnerContext,
  { event_id }: { event_id: string },
): Promise<Outcomes> {
  assertPermitted(ctx, "events:read");
  const event = await findEvent(ctx, ctx.db, event_id);
  const of = { eventId: event.id, partnerId: ctx.partnerId };
  const asOf = new Date(Math.floor(ctx.clock.now().getTime() / DAY_MS) * DAY_MS);
  const [meetings, came] = await Promise.all([meetingsOf(ctx, of), whoCame(ctx.db, of)]);
  const [outcomes, ratings] = await Promise.all([
    outcomesOf(ctx, of, { before: asOf, meetings }),
    ctx.db.eventRating.findMany({
      where: { eventId: event.id, ratedAt: { lt: asOf } },
      select: { attendeeId: true, stars: true, sentence: true },
    }),
  ]);
  const answers = await keptFigures(
    ctx,
    { ...of, kind: "answers", content: AnswerFigures },
    outcomes.map(({ chooserId, chosenId, yes }) => ({ attendeeId: chooserId, what: `${chosenId} ${yes}` })),
    () => answerFigures(outcomes),
  );
  const rated = await keptFigures(
    ctx,
    { ...of, kind: "ratings", content: RatingFigures },
    ratings.map(({ attendeeId, stars }) => ({ attendeeId, what: String(stars) })),
    () => ratingFigures(ratings.map(({ stars }) => stars)),
  );
  return {
    answers,
    ratings: rated === null ? null : { ...rated, sentences: sentencesOf(ratings) },
    pairs_met: countMet(meetings, came),
    has_control_round: meetings.some(({ control }) => control),
    ratings_needed: rated === null ? Math.max(0, RATINGS_FLOOR - ratings.length) : 0,
  };
}

function countMet(meetings: readonly Meeting[], came: ReadonlySet<string> | null): number {
  return meetings.reduce((sum, { people }) => {
    const there = came === null ? people.length : people.filter((id) => came.has(id)).length;
    return sum + (there * (there - 1)) / 2;
  }, 0);
}

/** In the order of the alphabet, which tells nothing of who wrote when. A guest who is erased takes theirs along. */
function sentencesOf(ratings: readonly { sentence: string | null }[]): string[] {
  if (ratings.length < RATINGS_FLOOR) return [];
  return ratings
    .flatMap(({ sentence }) => (sentence === null || sentence === "" ? [] : [sentence]))
    .toSorted((one, other) => one.localeCompare(other, "en"));
}
