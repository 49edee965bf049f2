import { z } from "zod";
import { EventAnswers, EventRatings } from "@/lib/events/pairing/analytics-schemas";
import type { GivenOutcome } from "@/lib/events/pairing/outcomes-of";
import { RATINGS_FLOOR } from "@/lib/events/pairing/schemas";
import { calibrationOf, LEAST_PAIRS_A_BIN, type MetPair, mutualShare } from "@/lib/matching/calibration";

/** Fewer people than this are behind no figure, and fewer pairs in no band. */
export const PEOPLE_FLOOR = 5;
const BAND_POINTS = 5;

const interval = z.tuple([z.number(), z.number()]).readonly();

const Share = z.object({
  pairs: z.int(),
  mutual: z.int(),
  share: z.number(),
  range: interval,
});
/** How many pairs of some rounds said yes to each other. */
export type ShownShare = z.output<typeof Share>;

const CalibrationBin = z.object({
  from: z.number(),
  to: z.number(),
  pairs: z.int(),
  people: z.int(),
  predicted: z.number(),
  observed: z.number().nullable(),
  range: interval.nullable(),
});

/** What is shown of answers: what replies say, and what the page draws besides. */
export const AnswerFigures = EventAnswers.extend({
  /** Of planned rounds, and of the round that was drawn at random. Null where too few pairs answered. */
  planned: Share.nullable(),
  control: Share.nullable(),
  /** Empty where too few pairs answered. */
  calibration: z.array(CalibrationBin),
});
export type AnswerFigures = z.output<typeof AnswerFigures>;

/** What is shown of ratings, but for what guests wrote. */
export const RatingFigures = EventRatings.omit({ sentences: true });
export type RatingFigures = z.output<typeof RatingFigures>;

/** Null where fewer than five people answered. */
export function answerFigures(outcomes: readonly GivenOutcome[]): AnswerFigures | null {
  const people = new Set(outcomes.map(({ chooserId }) => chooserId)).size;
  if (people < PEOPLE_FLOOR) return null;
  const pairs = pairsOf(outcomes);
  const isEnough = pairs.length >= PEOPLE_FLOOR;
  const predicted = pairs.filter(({ score }) => score !== null) as (AnsweredPair & MetPair)[];
  return {
    people,
    answers: outcomes.length,
    yes_rate: share(outcomes.map(({ yes }) => yes)),
    pairs: isEnough ? pairs.length : null,
    mutual_yes_rate: isEnough ? share(pairs.map(({ mutual }) => mutual)) : null,
    by_score: bandsOf(predicted),
    planned: shareOf(predicted.filter(({ control }) => !control)),
    control: shareOf(predicted.filter(({ control }) => control)),
    calibration: predicted.length < LEAST_PAIRS_A_BIN ? [] : calibrationOf(predicted),
  };
}

interface AnsweredPair {
  readonly people: readonly [string, string];
  readonly mutual: boolean;
  readonly score: number | null;
  readonly control: boolean;
}

/** The pairs of whom both answered. */
function pairsOf(outcomes: readonly GivenOutcome[]): AnsweredPair[] {
  const yesOf = new Map(outcomes.map(({ chooserId, chosenId, yes }) => [`${chooserId} ${chosenId}`, yes]));
  return outcomes.flatMap(({ chooserId, chosenId, yes, predicted, control }) => {
    const theirs = yesOf.get(`${chosenId} ${chooserId}`);
    if (theirs === undefined || chooserId > chosenId) return [];
    return [{ people: [chooserId, chosenId] as const, mutual: yes && theirs, score: predicted, control }];
  });
}

function bandsOf(pairs: readonly MetPair[]): AnswerFigures["by_score"] {
  const bands = new Map<number, boolean[]>();
  for (const { mutual, score } of pairs) {
    const low = Math.min(95, Math.floor((score * 100) / BAND_POINTS + 1e-9) * BAND_POINTS);
    bands.set(low, [...(bands.get(low) ?? []), mutual]);
  }
  return Array.from(bands, ([low, mutual]) => ({
    low,
    high: low + BAND_POINTS,
    pairs: mutual.length,
    mutual_yes_rate: share(mutual),
  }))
    .filter((band) => band.pairs >= PEOPLE_FLOOR)
    .toSorted((one, other) => one.low - other.low);
}

/** Nothing is said of few pairs, not even how many of them said yes. */
function shareOf(pairs: readonly MetPair[]): ShownShare | null {
  const { mutual, share: of, range } = mutualShare(pairs);
  return of === null || range === null ? null : { pairs: pairs.length, mutual, share: of, range };
}

const share = (values: readonly boolean[]) => values.filter(Boolean).length / Math.max(1, values.length);

/** Null below five ratings. */
export function ratingFigures(stars: readonly number[]): RatingFigures | null {
  if (stars.length < RATINGS_FLOOR) return null;
  return {
    count: stars.length,
    mean: Math.round((10 * stars.reduce((sum, value) => sum + value, 0)) / stars.length) / 10,
    stars: [1, 2, 3, 4, 5].map((value) => stars.filter((one) => one === value).length),
  };
}
