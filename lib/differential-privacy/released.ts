import { clamp, middleOf, type Range } from "./contributions";
import { type NoiseTerm, noiseError, roundingStep, roundTo, statedError } from "./noise-error";

/**
 * What becomes of noisy numbers before they are shown. All of it works on released numbers alone, so it costs no epsilon:
 * differential privacy is kept by post-processing (Dwork and Roth 2014, Proposition 2.1).
 */

/** Cells whose noisy count is under this are hidden. Specification section 9. */
export const HIDE_UNDER = 10;

/** The noisy counts with hidden cells as null. A hidden cell and an empty one are the same null. */
export function hideSmall(counts: readonly number[]): (number | null)[] {
  return counts.map((count) => (count < HIDE_UNDER ? null : count));
}

/** A figure with the error that it states at 95 %. */
export interface Figure {
  readonly value: number;
  readonly error: number;
}

/** A visible count, rounded to its noise; null stays null. */
export function presentCount(count: number | null, terms: readonly NoiseTerm[]): Figure | null {
  if (count === null) return null;
  return { value: roundTo(count, roundingStep(noiseError(terms))), error: statedError(terms) };
}

/** The sum of the visible cells, rounded to its noise. It is about the visible cells only: hidden ones count as nothing. */
export function presentTotal(
  visible: readonly (number | null)[],
  term: Omit<NoiseTerm, "cells">,
): Figure | null {
  const shown = visible.filter((count) => count !== null);
  if (shown.length === 0) return null;
  return presentCount(
    shown.reduce((sum, count) => sum + count, 0),
    [{ ...term, cells: shown.length }],
  );
}

/** An interval that holds the true figure with a probability of 95 %, and the figure in it. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Half of what may lie outside, for each of two errors: by the union bound they hold together with 95 %. */
const EACH_LEVEL = 0.975;

/**
 * The mean of a cell from its noisy sum and count, both with their noise, in the unit of the range. The interval is where
 * the quotient can lie while each of the two is within its error at 97.5 %, clamped to the range.
 * Null where the noisy count is no more than its error, because nothing can then be said.
 */
export function presentMean(
  { count, sum }: { count: number; sum: number },
  {
    countTerms,
    sumTerms,
    range,
  }: { countTerms: readonly NoiseTerm[]; sumTerms: readonly NoiseTerm[]; range: Range },
): Interval | null {
  const countError = noiseError(countTerms, EACH_LEVEL);
  const sumError = noiseError(sumTerms, EACH_LEVEL);
  if (count <= countError) return null;
  const middle = middleOf(range);
  const ends = [sum - sumError, sum + sumError].flatMap((end) => [
    end / (count - countError),
    end / (count + countError),
  ]);
  const within = (value: number) => Math.min(range.high, Math.max(range.low, value));
  const [low, high] = [within(middle + Math.min(...ends)), within(middle + Math.max(...ends))];
  const step = roundingStep((high - low) / 2);
  return {
    value: clamp(roundTo(middle + sum / count, step), range),
    low: Math.floor(low),
    high: Math.ceil(high),
  };
}

/**
 * The median from noisy counts in fixed bins, as the number of the bin that it lies in and those of the bins at the ends
 * of a 95 % interval.
 *
 * Let D(j) be the people up to bin j less those after it. The median's bin is the first where D is not negative. Each
 * noisy D(j) holds every cell once, with one sign or the other, and the noise is symmetric, so its error e is that of the
 * sum of all cells for every j. The low end is the first bin where noisy D >= -e, the high end the last one before
 * which noisy D <= e. The low end lies past the true bin j* only if noisy D(j*) < -e, and the high end before it only
 * if noisy D(j* - 1) > e: 2.5 % each, at one bin that the data fix, so no bin is tried twice.
 * `parts` says how many noises each bin is the sum of. Null where the interval is everything, because nothing is then said.
 */
export function presentMedian(
  counts: readonly number[],
  term: Omit<NoiseTerm, "cells">,
  parts = 1,
): { bin: number; lowBin: number; highBin: number } | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const error = noiseError([{ ...term, cells: counts.length * parts }]);
  let upTo = 0;
  const differences = counts.map((count) => {
    upTo += count;
    return 2 * upTo - total;
  });
  const lowBin = differences.findIndex((difference) => difference >= -error);
  const before = differences.slice(0, -1).findLastIndex((difference) => difference <= error);
  const highBin = before + 1;
  const bin = differences.findIndex((difference) => difference >= 0);
  if (lowBin < 0 || bin < 0 || (lowBin === 0 && highBin === counts.length - 1)) return null;
  return {
    bin: Math.min(Math.max(bin, lowBin), Math.max(highBin, lowBin)),
    lowBin,
    highBin: Math.max(highBin, lowBin),
  };
}
