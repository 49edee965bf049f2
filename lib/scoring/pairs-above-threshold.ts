import { type Kernel, SEARCH_ROWS_PER_BLOCK, withKernel } from "./kernel/kernel";
import { isUnitInterval } from "./score-pair";
import { ScoringError } from "./scoring-error";
import { type TraitMatrix, type UniformOptions, type UniformTerms, uniformTerms } from "./trait-matrix";

/** Pair p is (a[p], b[p]) with a < b, scoring score[p]; ordered by a, then b. All three are `count` long. */
export interface ScoredPairs {
  a: Uint32Array;
  b: Uint32Array;
  score: Float64Array;
  count: number;
}

/** Far above the kernel's error (about 1e-14), far below any difference that matters. */
const UNCERTAIN = 1e-12;

/** Results grow by doubling up to this many pairs; from there on what is left is counted first, to grow once. */
const DOUBLING_LIMIT = 2 ** 20;
const FIRST_CAPACITY = 1024;

/**
 * Every pair whose score is at least `threshold` (in [0, 1]): exactly the pairs for which scorePair's
 * compatibilityScore >= threshold, scores within 1e-12 of it. Pairs with fewer than 16 traits known in both are
 * left out. Compares squared distances, first in 16-bit steps with a margin, and takes an exponential only of the
 * pairs near enough. Memory: 16 bytes a pair found.
 *
 * Throws ScoringError("invalid_option") for the threshold, and as scorePair does for the options.
 */
export function pairsAboveThreshold(
  matrix: TraitMatrix,
  threshold: number,
  options: UniformOptions = {},
): ScoredPairs {
  if (!isUnitInterval(threshold)) {
    throw new ScoringError("invalid_option", "threshold", "threshold must be a number from 0 to 1.");
  }
  const terms = uniformTerms(matrix.model, options);
  const bound = squareBound(threshold, terms);
  if (bound === null) return withCapacity(0);
  return withKernel(matrix, terms, (kernel) => search(kernel, matrix, terms, threshold, bound));
}

function search(
  kernel: Kernel,
  matrix: TraitMatrix,
  terms: UniformTerms,
  threshold: number,
  bound: number,
): ScoredPairs {
  const { exports } = kernel;
  const boundQ = exports.boundInSteps(bound);
  const perBlock = SEARCH_ROWS_PER_BLOCK * exports.paddedPeople();
  const columns = kernel.words(exports.keptAt(), perBlock);
  const scores = kernel.floats(exports.bufferAt(), perBlock);
  const perRow = kernel.words(exports.countsAt(), SEARCH_ROWS_PER_BLOCK);
  let pairs = withCapacity(FIRST_CAPACITY);
  for (let first = 0; first < matrix.size; first += SEARCH_ROWS_PER_BLOCK) {
    const near = exports.rowsAbove(first, boundQ, bound, threshold - UNCERTAIN);
    if (near === 0) continue;
    if (pairs.count + near > pairs.score.length) {
      let capacity = Math.max(2 * pairs.score.length, pairs.count + near);
      if (capacity > DOUBLING_LIMIT) {
        capacity = pairs.count;
        for (let block = first; block < matrix.size; block += SEARCH_ROWS_PER_BLOCK) {
          capacity += exports.countRows(block, boundQ, bound);
        }
        // Counting used the buffers that held this block's result.
        exports.rowsAbove(first, boundQ, bound, threshold - UNCERTAIN);
      }
      pairs = grown(pairs, capacity);
    }
    let from = 0;
    for (let r = 0; r < SEARCH_ROWS_PER_BLOCK; r++) {
      const to = from + (perRow[r] ?? 0);
      addRow(pairs, first + r, columns.subarray(from, to), scores.subarray(from, to), threshold, (i, j) =>
        matrix.exactScore(i, j, terms),
      );
      from = to;
    }
  }
  return trimmed(pairs);
}

/** Appends a row's pairs, asking for the exact score wherever the kernel's rounding could decide. */
function addRow(
  pairs: ScoredPairs,
  i: number,
  columns: Uint32Array,
  scores: Float64Array,
  threshold: number,
  exactScore: (i: number, j: number) => number,
): void {
  const { a, b, score } = pairs;
  const certain = threshold + UNCERTAIN;
  let { count } = pairs;
  for (let n = 0; n < columns.length; n++) {
    const j = columns[n] as number;
    let value = scores[n] as number;
    if (value < certain) value = exactScore(i, j);
    if (value < threshold) continue;
    a[count] = i;
    b[count] = j;
    score[count] = value;
    count++;
  }
  pairs.count = count;
}

function withCapacity(capacity: number): ScoredPairs {
  return {
    a: new Uint32Array(capacity),
    b: new Uint32Array(capacity),
    score: new Float64Array(capacity),
    count: 0,
  };
}

function grown({ a, b, score, count }: ScoredPairs, capacity: number): ScoredPairs {
  const pairs = withCapacity(capacity);
  pairs.a.set(a.subarray(0, count));
  pairs.b.set(b.subarray(0, count));
  pairs.score.set(score.subarray(0, count));
  pairs.count = count;
  return pairs;
}

/** Small results are copied to fit; of a counted one only the few uncertain pairs are left over, so it is not. */
function trimmed({ a, b, score, count }: ScoredPairs): ScoredPairs {
  if (count > DOUBLING_LIMIT) {
    return { a: a.subarray(0, count), b: b.subarray(0, count), score: score.subarray(0, count), count };
  }
  return { a: a.slice(0, count), b: b.slice(0, count), score: score.slice(0, count), count };
}

/**
 * The squared distance beyond which no pair can reach the threshold, with room for rounding; Infinity where
 * distance does not decide, null where no pair can.
 */
function squareBound(
  threshold: number,
  { traitWeight, resonance, feasibility }: UniformTerms,
): number | null {
  if (feasibility === 0 || traitWeight === 0) return Number.POSITIVE_INFINITY;
  const leastTraits = ((threshold - UNCERTAIN) / feasibility - resonance) / traitWeight;
  if (leastTraits <= 0) return Number.POSITIVE_INFINITY;
  if (leastTraits > 1 + 1e-9) return null;
  const distance = Math.max(0, -Math.log(leastTraits)) + 1e-9;
  return distance * distance;
}
