import { ALIGNED_ROWS_PER_BLOCK, type Kernel, ROWS_PER_BLOCK, withKernel } from "./kernel/kernel";
import { GROUP_NAMES, type GroupName } from "./model";
import { ScoringError } from "./scoring-error";
import { type TraitMatrix, type UniformOptions, uniformTerms } from "./trait-matrix";

/** One f64 per pair for each group; NaN where a pair has no known trait of the group in common. */
export type Alignments = Record<GroupName, Float64Array>;

export interface AlignedScores {
  /** As scoreAllPairs returns them. */
  scores: Float64Array;
  /** In the order of `scores`. */
  alignments: Alignments;
}

/** Kernel buffer rows per scored row when alignments are asked for: the score, then the seven groups. */
const PLANES = 1 + GROUP_NAMES.length;

/** How many pairs n people make: the length of every condensed array. */
export function pairCount(n: number): number {
  return (n * (n - 1)) / 2;
}

/** Where the pair (i, j), i < j < n, stands in a condensed array of n people. */
export function pairIndex(n: number, i: number, j: number): number {
  return i * n - (i * (i + 1)) / 2 + (j - i - 1);
}

/**
 * Compatibility scores of all pairs of N people, condensed: pairs (i, j) with i < j, row after row, N(N-1)/2 f64
 * within 1e-12 of scorePair (see pairIndex). NaN where fewer than 16 traits are known in both. The result is the
 * only large allocation: 400 MB for 10,000 people; see eachRow for more. Pass an array of that length as `into` to
 * fill it instead: first touching fresh memory takes about as long as the scores.
 *
 * Throws ScoringError as scorePair does for the options, "wrong_length" for `into`, and RangeError where the result
 * cannot be allocated.
 */
export function scoreAllPairs(
  matrix: TraitMatrix,
  options: UniformOptions = {},
  into?: Float64Array,
): Float64Array {
  const count = pairCount(matrix.size);
  const scores = into ?? new Float64Array(count);
  if (scores.length !== count) {
    throw new ScoringError("wrong_length", "into", `into must hold ${count} scores, not ${scores.length}.`);
  }
  let at = 0;
  eachRow(matrix, options, (_row, rowScores) => {
    scores.set(rowScores, at);
    at += rowScores.length;
  });
  return scores;
}

/** As scoreAllPairs, with the seven group alignments (specification section 1) within 1e-12: 64 bytes a pair. */
export function scoreAllPairsWithAlignments(
  matrix: TraitMatrix,
  options: UniformOptions = {},
): AlignedScores {
  const count = pairCount(matrix.size);
  const scores = new Float64Array(count);
  const alignments = everyGroup(() => new Float64Array(count));
  let at = 0;
  eachRowWithAlignments(matrix, options, (_row, rowScores, rowAlignments) => {
    scores.set(rowScores, at);
    for (const group of GROUP_NAMES) alignments[group].set(rowAlignments[group], at);
    at += rowScores.length;
  });
  return { scores, alignments };
}

/**
 * Calls `visit(i, scores)` for i = 0 .. N-2, where `scores[j - i - 1]` is the score of (i, j): memory stays bounded
 * by a few rows whatever N. The array is a window on the kernel's memory: read it, or copy it, before returning.
 * The visitor may call any scoring function.
 *
 * Throws ScoringError as scorePair does for the options, and whatever the visitor throws.
 */
export function eachRow(
  matrix: TraitMatrix,
  options: UniformOptions,
  visit: (row: number, scores: Float64Array) => void,
): void {
  withKernel(matrix, uniformTerms(matrix.model, options), (kernel) => {
    const { size } = matrix;
    const buffer = bufferRows(kernel, ROWS_PER_BLOCK);
    const stride = kernel.exports.paddedPeople();
    for (let first = 0; first < size - 1; first += ROWS_PER_BLOCK) {
      kernel.exports.scoreRows(first);
      const last = Math.min(first + ROWS_PER_BLOCK, size - 1);
      for (let i = first; i < last; i++) {
        const start = (i - first) * stride;
        visit(i, buffer.subarray(start + i + 1, start + size));
      }
    }
  });
}

/** As eachRow, with each pair's seven group alignments; all eight arrays are windows on the kernel's memory. */
export function eachRowWithAlignments(
  matrix: TraitMatrix,
  options: UniformOptions,
  visit: (row: number, scores: Float64Array, alignments: Alignments) => void,
): void {
  withKernel(matrix, uniformTerms(matrix.model, options), (kernel) => {
    const { size } = matrix;
    const buffer = bufferRows(kernel, ALIGNED_ROWS_PER_BLOCK * PLANES);
    const stride = kernel.exports.paddedPeople();
    for (let first = 0; first < size - 1; first += ALIGNED_ROWS_PER_BLOCK) {
      kernel.exports.scoreRowsWithAlignments(first);
      const last = Math.min(first + ALIGNED_ROWS_PER_BLOCK, size - 1);
      for (let i = first; i < last; i++) {
        const plane = (offset: number) => {
          const start = ((i - first) * PLANES + offset) * stride;
          return buffer.subarray(start + i + 1, start + size);
        };
        visit(
          i,
          plane(0),
          everyGroup((index) => plane(1 + index)),
        );
      }
    }
  });
}

function bufferRows(kernel: Kernel, rows: number): Float64Array {
  return kernel.floats(kernel.exports.bufferAt(), rows * kernel.exports.paddedPeople());
}

function everyGroup(make: (index: number) => Float64Array): Alignments {
  return Object.fromEntries(GROUP_NAMES.map((group, index) => [group, make(index)])) as Alignments;
}
