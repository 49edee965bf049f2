import { findEvent } from "@/lib/events/events/find-event";
import type { EventOutcomes } from "@/lib/events/pairing/analytics-schemas";
import { outcomesOf } from "@/lib/events/pairing/outcomes-of";
import { RATINGS_FLOOR } from "@/lib/events/pairing/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** Fewer people than this are behind no figure, and fewer pairs in no band. */
const PEOPLE_FLOOR = 5;
const DAY_MS = 86_400_000;
const BAND_POINTS = 5;

/**
 * The answers and ratings of an event up to last midnight (UTC), without any person: no single answer can be told from a
 * change between two looks on a day. Throws Forbidden, NotFound.
 */
export async function eventOutcomes(
  ctx: PartnerContext,
  { event_id }: { event_id: string },
): Promise<EventOutcomes> {
  assertPermitted(ctx, "events:read");
  const event = await findEvent(ctx, ctx.db, event_id);
  const asOf = new Date(Math.floor(ctx.clock.now().getTime() / DAY_MS) * DAY_MS);
  const [outcomes, ratings] = await Promise.all([
    outcomesOf(ctx, { eventId: event.id, partnerId: ctx.partnerId }, asOf),
    ctx.db.eventRating.findMany({
      where: { eventId: event.id, ratedAt: { lt: asOf } },
      select: { stars: true, sentence: true },
    }),
  ]);
  return { answers: answerFigures(outcomes), ratings: ratingFigures(ratings) };
}

function answerFigures(outcomes: Awaited<ReturnType<typeof outcomesOf>>): EventOutcomes["answers"] {
  const people = new Set(outcomes.map(({ chooserId }) => chooserId)).size;
  if (people < PEOPLE_FLOOR) return null;
  const yesOf = new Map(outcomes.map(({ chooserId, chosenId, yes }) => [`${chooserId} ${chosenId}`, yes]));
  const pairs = outcomes.flatMap(({ chooserId, chosenId, yes, predicted }) => {
    const theirs = yesOf.get(`${chosenId} ${chooserId}`);
    return theirs === undefined || chooserId > chosenId ? [] : [{ mutual: yes && theirs, predicted }];
  });
  const isEnough = pairs.length >= PEOPLE_FLOOR;
  const bands = new Map<number, boolean[]>();
  for (const { mutual, predicted } of pairs) {
    if (predicted === null) continue;
    const low = Math.min(95, Math.floor((predicted * 100) / BAND_POINTS + 1e-9) * BAND_POINTS);
    bands.set(low, [...(bands.get(low) ?? []), mutual]);
  }
  return {
    people,
    answers: outcomes.length,
    yes_rate: share(outcomes.map(({ yes }) => yes)),
    pairs: isEnough ? pairs.length : null,
    mutual_yes_rate: isEnough ? share(pairs.map(({ mutual }) => mutual)) : null,
    by_score: Array.from(bands, ([low, mutual]) => ({
      low,
      high: low + BAND_POINTS,
      pairs: mutual.length,
      mutual_yes_rate: share(mutual),
    }))
      .filter((band) => band.pairs >= PEOPLE_FLOOR)
      .toSorted((one, other) => one.low - other.low),
  };
}

const share = (values: readonly boolean[]) => values.filter(Boolean).length / Math.max(1, values.length);

function ratingFigures(
  ratings: readonly { stars: number; sentence: string | null }[],
): EventOutcomes["ratings"] {
  if (ratings.length < RATINGS_FLOOR) return null;
  return {
    count: ratings.length,
    mean: Math.round((10 * ratings.reduce((sum, { stars }) => sum + stars, 0)) / ratings.length) / 10,
    stars: [1, 2, 3, 4, 5].map((value) => ratings.filter(({ stars }) => stars === value).length),
    sentences: ratings
      .flatMap(({ sentence }) => (sentence === null || sentence === "" ? [] : [sentence]))
      .toSorted((one, other) => one.localeCompare(other, "en")),
  };
}
