import { seededRandom } from "@/lib/matching/seeded-random";

/** One answer: whether `chooser` wants to see `chosen` again, and what was predicted for the two. */
export interface Outcome {
  readonly chooser: number;
  readonly chosen: number;
  readonly yes: boolean;
  /** From 0 to 1. */
  readonly predicted: number | null;
  /** Whether they met in a round that was drawn at random. */
  readonly control: boolean;
}

/** An estimate with its 90 % interval over events; nulls where too little is known. */
export interface Estimate {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface Bin {
  /** The scores of the bin, in whole points of 100: from `low`, below `high`. */
  readonly low: number;
  readonly high: number;
  readonly pairs: number;
  readonly predicted: number;
  readonly mutual: Estimate;
}

/** What answers say about scores. Shares are of the variance of yes and no. */
export interface Estimates {
  readonly events: number;
  readonly answers: number;
  readonly pairs: number;
  readonly yesRate: Estimate;
  readonly mutualRate: Estimate;
  readonly bins: readonly Bin[];
  /** Who says yes more often than others. */
  readonly chooser: Estimate;
  /** Whom others say yes to more often. */
  readonly chosen: Estimate;
  /** What is left: the two together, and chance. */
  readonly pair: Estimate;
  /** How much more often people say yes for 10 points of score, once chooser and chosen are taken out. */
  readonly perTenPoints: Estimate;
  readonly planned: RoundsRate;
  readonly control: RoundsRate;
}

export interface RoundsRate {
  readonly pairs: number;
  readonly mutual: Estimate;
}

/** Edges of the bins in points. Scores with neutral resonance lie between 25 and 75 for nearly everyone. */
const EDGES = [0, 50, 55, 60, 65, 101] as const;
const RESAMPLES = 400;
const SEED = 76;
const INTERVAL = [0.05, 0.95] as const;
/** Fewer pairs than this are no bin: they would show who is behind them. */
export const BIN_FLOOR = 10;
/** Sweeps that take means of choosers and chosen out in turn. They converge within a few. */
const SWEEPS = 30;

type Statistic = number | null;

/**
 * Estimates from the answers of several events. Answers are centred within their event. Variance between choosers is the mean
 * product of two answers of one person, variance between the chosen the mean product of two answers about one person, and the
 * pair has the rest: estimators by moments of a two-way random-effects model, unbiased but for the centring. The score's slope
 * is the regression on what is left once chooser and chosen means are taken out of both sides (Frisch, Waugh and Lovell).
 * Intervals are percentiles of 400 resamples of whole events, with a fixed seed. Source: docs/decisions/0076.
 */
export function estimate(events: readonly (readonly Outcome[])[]): Estimates {
  const summaries = events.filter((outcomes) => outcomes.length > 0).map(summarize);
  const random = seededRandom(SEED);
  const draws = Array.from({ length: RESAMPLES }, () =>
    summaries.map(() => summaries[Math.floor(random() * summaries.length)] as Summary),
  );
  const withInterval = (statistic: (chosen: readonly Summary[]) => Statistic): Estimate => {
    const value = statistic(summaries);
    if (value === null) return { value: null, low: null, high: null };
    const resampled = draws.flatMap((draw) => statistic(draw) ?? []).toSorted((a, b) => a - b);
    // One event says nothing about how events differ.
    if (summaries.length < 2 || resampled.length < RESAMPLES / 2) return { value, low: null, high: null };
    const at = (share: number) => resampled[Math.round(share * (resampled.length - 1))] ?? null;
    return { value, low: at(INTERVAL[0]), high: at(INTERVAL[1]) };
  };
  const total = (pick: (summary: Summary) => number) => summaries.reduce((sum, one) => sum + pick(one), 0);
  const variance = (part: "chooser" | "chosen") => (chosen: readonly Summary[]) => {
    const all = ratio(chosen, ({ squares }) => squares);
    const between = ratio(chosen, (summary) => summary[part]);
    return all === null || all === 0 || between === null ? null : clamp(between / all);
  };
  const [chooser, chosenShare] = [variance("chooser"), variance("chosen")];
  const roundsRate = (control: boolean): RoundsRate => ({
    pairs: total((one) => one.rounds[control ? 1 : 0].count),
    mutual: withInterval((chosen) => ratio(chosen, ({ rounds }) => rounds[control ? 1 : 0])),
  });
  return {
    events: summaries.length,
    answers: total(({ yes }) => yes.count),
    pairs: total(({ mutual }) => mutual.count),
    yesRate: withInterval((chosen) => ratio(chosen, ({ yes }) => yes)),
    mutualRate: withInterval((chosen) => ratio(chosen, ({ mutual }) => mutual)),
    bins: EDGES.slice(0, -1).flatMap((low, index): Bin[] => {
      const pairs = total(({ bins }) => bins[index]?.mutual.count ?? 0);
      if (pairs < BIN_FLOOR) return [];
      return [
        {
          low,
          high: Math.min(100, EDGES[index + 1] ?? 100),
          pairs,
          predicted: ratio(summaries, ({ bins }) => bins[index]?.predicted ?? NOTHING) ?? 0,
          mutual: withInterval((chosen) => ratio(chosen, ({ bins }) => bins[index]?.mutual ?? NOTHING)),
        },
      ];
    }),
    chooser: withInterval(chooser),
    chosen: withInterval(chosenShare),
    pair: withInterval((draw) => {
      const [one, other] = [chooser(draw), chosenShare(draw)];
      return one === null || other === null ? null : clamp(1 - one - other);
    }),
    perTenPoints: withInterval((chosen) => {
      const slope = ratio(chosen, ({ slope }) => slope);
      return slope === null ? null : slope / 10;
    }),
    planned: roundsRate(false),
    control: roundsRate(true),
  };
}

/** A sum, and of how many. */
interface Sum {
  sum: number;
  count: number;
}

const NOTHING: Sum = { sum: 0, count: 0 };
const clamp = (share: number) => Math.min(1, Math.max(0, share));

function ratio(summaries: readonly Summary[], pick: (summary: Summary) => Sum): Statistic {
  let [sum, count] = [0, 0];
  for (const summary of summaries) {
    const one = pick(summary);
    sum += one.sum;
    count += one.count;
  }
  return count === 0 ? null : sum / count;
}

/** All that is summed over events. */
interface Summary {
  readonly yes: Sum;
  readonly mutual: Sum;
  readonly bins: readonly { readonly mutual: Sum; readonly predicted: Sum }[];
  readonly rounds: readonly [planned: Sum, control: Sum];
  readonly squares: Sum;
  readonly chooser: Sum;
  readonly chosen: Sum;
  /** `count` is the sum of squares of what is left of the score. */
  readonly slope: Sum;
}

function summarize(outcomes: readonly Outcome[]): Summary {
  const mean = outcomes.filter(({ yes }) => yes).length / outcomes.length;
  const centred = outcomes.map((outcome) => ({ ...outcome, y: (outcome.yes ? 1 : 0) - mean }));
  const pairs = mutualPairs(outcomes);
  const inBin = (index: number) =>
    pairs.filter(({ predicted }) => {
      const points = predicted === null ? Number.NaN : predicted * 100;
      return points >= (EDGES[index] ?? 0) && points < (EDGES[index + 1] ?? 0);
    });
  return {
    yes: { sum: mean * outcomes.length, count: outcomes.length },
    mutual: mutualSum(pairs),
    bins: EDGES.slice(0, -1).map((_, index) => ({
      mutual: mutualSum(inBin(index)),
      predicted: {
        sum: inBin(index).reduce((sum, { predicted }) => sum + (predicted ?? 0), 0),
        count: inBin(index).length,
      },
    })),
    rounds: [
      mutualSum(pairs.filter(({ control }) => !control)),
      mutualSum(pairs.filter(({ control }) => control)),
    ],
    squares: { sum: centred.reduce((sum, { y }) => sum + y * y, 0), count: centred.length },
    chooser: products(centred, ({ chooser }) => chooser),
    chosen: products(centred, ({ chosen }) => chosen),
    slope: slopeOf(centred),
  };
}

interface Pair {
  readonly mutual: boolean;
  readonly predicted: number | null;
  readonly control: boolean;
}

/** The pairs of whom both answered. */
function mutualPairs(outcomes: readonly Outcome[]): Pair[] {
  const answers = new Map(outcomes.map((outcome) => [`${outcome.chooser} ${outcome.chosen}`, outcome]));
  return outcomes.flatMap((one): Pair[] => {
    const other = answers.get(`${one.chosen} ${one.chooser}`);
    if (other === undefined || one.chooser > one.chosen) return [];
    return [{ mutual: one.yes && other.yes, predicted: one.predicted, control: one.control }];
  });
}

function mutualSum(pairs: readonly Pair[]): Sum {
  return { sum: pairs.filter(({ mutual }) => mutual).length, count: pairs.length };
}

/** The products of all two different answers that have the same person, and how many there are. */
function products<T extends { y: number }>(answers: readonly T[], personOf: (answer: T) => number): Sum {
  const groups = new Map<number, { sum: number; squares: number; count: number }>();
  for (const answer of answers) {
    const group = groups.get(personOf(answer)) ?? { sum: 0, squares: 0, count: 0 };
    group.sum += answer.y;
    group.squares += answer.y ** 2;
    group.count += 1;
    groups.set(personOf(answer), group);
  }
  let [sum, count] = [0, 0];
  for (const group of groups.values()) {
    sum += group.sum ** 2 - group.squares;
    count += group.count * (group.count - 1);
  }
  return { sum, count };
}

/** Of what is left of yes and score once the means of choosers and chosen are out: the products, and the score's squares. */
function slopeOf(answers: readonly (Outcome & { y: number })[]): Sum {
  const known = answers.flatMap(({ chooser, chosen, y, predicted }) =>
    predicted === null ? [] : [{ chooser, chosen, y, s: predicted }],
  );
  if (known.length === 0) return NOTHING;
  const [ys, ss] = [known.map(({ y }) => y), known.map(({ s }) => s)];
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const values of [ys, ss]) {
      takeOutMeans(
        values,
        known.map(({ chooser }) => chooser),
      );
      takeOutMeans(
        values,
        known.map(({ chosen }) => chosen),
      );
    }
  }
  const squares = ss.reduce((sum, s) => sum + s * s, 0);
  // Each person has one answer: nothing is left to compare.
  if (squares < 1e-9) return NOTHING;
  return { sum: ss.reduce((sum, s, at) => sum + s * (ys[at] ?? 0), 0), count: squares };
}

function takeOutMeans(values: number[], people: readonly number[]): void {
  const sums = new Map<number, Sum>();
  for (const [at, person] of people.entries()) {
    const sum = sums.get(person) ?? { sum: 0, count: 0 };
    sum.sum += values[at] ?? 0;
    sum.count += 1;
    sums.set(person, sum);
  }
  for (const [at, person] of people.entries()) {
    const { sum, count } = sums.get(person) ?? NOTHING;
    values[at] = (values[at] ?? 0) - sum / Math.max(1, count);
  }
}
