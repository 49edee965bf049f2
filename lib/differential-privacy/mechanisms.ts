import { clamp, middleOf, type Range, reachOf } from "./contributions";
import type { Draw } from "./discrete-laplace";
import { type EpsilonMilli, noiseScale, type Scale } from "./scale";

/** What a mechanism is given: how much one person changes, how much may be lost about them, and the noise. */
export interface Terms {
  /** The most contributions that one person changes: see contributions.ts. */
  readonly sensitivity: number;
  readonly epsilonMilli: EpsilonMilli;
  readonly draw: Draw;
}

/** Noisy whole numbers in the order of the grid, and the scale of the noise in each. */
export interface NoisyCounts {
  readonly counts: readonly number[];
  readonly scale: Scale;
}

/**
 * Counts on a fixed public grid, each with noise, zeros included: a grid of the cells that hold people would say which
 * do. `counts` has an entry for every cell. One person changes the counts by `sensitivity` in all, so the whole grid is
 * released for one epsilon: parallel composition (McSherry 2009, Theorem 4), by the theorem at `noiseScale`.
 */
export function noisyHistogram(
  counts: readonly number[],
  { sensitivity, epsilonMilli, draw }: Terms,
): NoisyCounts {
  const scale = noiseScale(sensitivity, epsilonMilli);
  return { counts: counts.map((count) => whole(count) + draw(scale)), scale };
}

/** A histogram of one cell. */
export function noisyCount(count: number, terms: Terms): { count: number; scale: Scale } {
  const { counts, scale } = noisyHistogram([count], terms);
  return { count: counts[0] ?? 0, scale };
}

/** A value of contributions to a cell, and how many there are of it. */
export interface Contribution {
  readonly value: number;
  readonly times: number;
}

/**
 * Sums on a fixed public grid of contributions clamped to `range`, each taken from the middle of the range. One
 * contribution then changes one sum by at most the half width of the range, and one person `sensitivity` contributions.
 * Clamping comes first, so that the bound holds for any data (Dwork and Roth 2014, section 3.3).
 */
export function noisySums(
  cells: readonly (readonly Contribution[])[],
  range: Range,
  { sensitivity, epsilonMilli, draw }: Terms,
): { sums: number[]; scale: Scale } {
  const middle = middleOf(range);
  const scale = noiseScale(sensitivity * reachOf(range), epsilonMilli);
  const sums = cells.map((cell) => {
    const sum = cell.reduce(
      (sum, { value, times }) => sum + (clamp(value, range) - middle) * whole(times),
      0,
    );
    return sum + draw(scale);
  });
  return { sums, scale };
}

/** The parts of means on a grid: counts, and sums taken from the middle of the range. */
export interface NoisyMeans {
  readonly counts: readonly number[];
  readonly sums: readonly number[];
  readonly countScale: Scale;
  readonly sumScale: Scale;
  readonly range: Range;
}

/**
 * Means on a fixed public grid as noisy sums over noisy counts. Each half is released for half of epsilon: sequential
 * composition (Dwork and Roth 2014, Theorem 3.16). The quotient is post-processing (Proposition 2.1 there).
 * Throws RangeError where epsilon is no even number of thousandths, because halves would not add up to it.
 */
export function noisyMeans(
  cells: readonly (readonly Contribution[])[],
  range: Range,
  terms: Terms,
): NoisyMeans {
  if (terms.epsilonMilli % 2 !== 0) throw new RangeError("A mean needs an even number of thousandths.");
  const half = { ...terms, epsilonMilli: terms.epsilonMilli / 2 };
  const { counts, scale: countScale } = noisyHistogram(
    cells.map((cell) => cell.reduce((sum, { times }) => sum + times, 0)),
    half,
  );
  const { sums, scale: sumScale } = noisySums(cells, range, half);
  return { counts, sums, countScale, sumScale, range };
}

function whole(count: number): number {
  if (!Number.isSafeInteger(count)) throw new RangeError("A count must be a whole number.");
  return count;
}
