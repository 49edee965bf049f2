/** One pair that met: what was predicted, and what came of it. */
export interface MetPair {
  /** In [0, 1]. */
  readonly score: number;
  /** Whether both wanted to meet again. */
  readonly mutual: boolean;
  readonly people: readonly [string, string];
}

export interface CalibrationBin {
  /** Scores of the bin: from the lowest to the highest that is in it. */
  readonly from: number;
  readonly to: number;
  readonly pairs: number;
  readonly people: number;
  /** The mean predicted score. */
  readonly predicted: number;
  /** The share of pairs in which both said yes; null where too few are known to say so. */
  readonly observed: number | null;
  /** The range in which the true share lies nineteen times out of twenty; null as `observed`. */
  readonly range: readonly [number, number] | null;
}

/** Below these nothing is said of a bin: a share of few pairs is chance, and would tell what single people answered. */
export const LEAST_PAIRS_A_BIN = 10;
export const LEAST_PEOPLE_A_BIN = 5;
const MOST_BINS = 5;
/** The quantile of the normal distribution for nineteen times out of twenty. */
const Z = 1.959963984540054;

/**
 * Predicted against actual: pairs by score in at most five bins of about as many pairs each, none with fewer than ten
 * where there are ten. Pairs of one score share a bin.
 */
export function calibrationOf(pairs: readonly MetPair[]): CalibrationBin[] {
  const sorted = pairs.toSorted((one, other) => one.score - other.score);
  const bins = Math.max(1, Math.min(MOST_BINS, Math.floor(sorted.length / LEAST_PAIRS_A_BIN)));
  const found: CalibrationBin[] = [];
  let start = 0;
  for (let bin = 1; bin <= bins && start < sorted.length; bin++) {
    let end = Math.max(start + 1, Math.round((bin * sorted.length) / bins));
    while (end < sorted.length && sorted[end]?.score === sorted[end - 1]?.score) end++;
    // What is left after equal scores may be too few for a bin of its own.
    if (sorted.length - end < LEAST_PAIRS_A_BIN) end = sorted.length;
    found.push(binOf(sorted.slice(start, end)));
    start = end;
  }
  return found;
}

function binOf(pairs: readonly MetPair[]): CalibrationBin {
  const people = new Set(pairs.flatMap((pair) => pair.people)).size;
  const yes = pairs.reduce((sum, { mutual }) => sum + (mutual ? 1 : 0), 0);
  const isKnown = pairs.length >= LEAST_PAIRS_A_BIN && people >= LEAST_PEOPLE_A_BIN;
  return {
    from: pairs[0]?.score ?? 0,
    to: pairs.at(-1)?.score ?? 0,
    pairs: pairs.length,
    people,
    predicted: pairs.reduce((sum, { score }) => sum + score, 0) / Math.max(1, pairs.length),
    observed: isKnown ? yes / pairs.length : null,
    range: isKnown ? wilsonInterval(yes, pairs.length) : null,
  };
}

/**
 * The score interval of Wilson (1927) for a share of `yes` in `all`, at 95 %: it lies within [0, 1] and holds for few
 * answers and for shares near 0 and 1. For none of none it is everything.
 */
export function wilsonInterval(yes: number, all: number): [number, number] {
  if (all === 0) return [0, 1];
  const share = yes / all;
  const spread = (Z * Z) / all;
  const middle = (share + spread / 2) / (1 + spread);
  const half = (Z / (1 + spread)) * Math.sqrt((share * (1 - share)) / all + spread / (4 * all));
  // At the ends the formula gives 0 and 1 but for rounding.
  return [yes === 0 ? 0 : middle - half, yes === all ? 1 : middle + half];
}

export interface ShareOfPairs {
  readonly pairs: number;
  readonly mutual: number;
  readonly share: number | null;
  readonly range: readonly [number, number] | null;
}

/** The share of mutual yes among some pairs, where enough met to say it. */
export function mutualShare(pairs: readonly MetPair[]): ShareOfPairs {
  const { observed, range } = binOf(pairs);
  const mutual = pairs.filter((pair) => pair.mutual).length;
  return { pairs: pairs.length, mutual, share: observed, range };
}
