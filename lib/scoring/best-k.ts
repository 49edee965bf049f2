import { SEARCH_ROWS_PER_BLOCK, withKernel } from "./kernel/kernel";
import type { Model } from "./model";
import { ScoringError } from "./scoring-error";
import { type TraitMatrix, type UniformOptions, type UniformTerms, uniformTerms } from "./trait-matrix";

/** Person i's partners stand at i * k + 0 .. count[i] - 1, best first; the rest of the slots hold NO_PARTNER. */
export interface BestPartners {
  /** The k asked for, or N - 1 where that is less. */
  k: number;
  /** N * k indices of partners. */
  partner: Uint32Array;
  /** N * k scores; NaN where there is no partner. */
  score: Float64Array;
  /** Partners found for each of the N: less than k only where fewer share 16 known traits with them. */
  count: Uint32Array;
}

/** Marks a slot of `partner` that holds none. */
export const NO_PARTNER = 0xffffffff;

/**
 * The k best partners of each of N people by scorePair's compatibilityScore, bit for bit; ties go to the lower
 * index. `k` is a whole number >= 1. The kernel narrows each row by squared distance; only what could be among the
 * best is scored.
 *
 * Throws ScoringError("invalid_option") for k, and as scorePair does for the options.
 */
export function bestK(matrix: TraitMatrix, k: number, options: UniformOptions = {}): BestPartners {
  if (!Number.isInteger(k) || k < 1) {
    throw new ScoringError("invalid_option", "k", "k must be a whole number of at least 1.");
  }
  const terms = uniformTerms(matrix.model, options);
  const { size } = matrix;
  const slots = Math.min(k, Math.max(0, size - 1));
  const best: BestPartners = {
    k: slots,
    partner: new Uint32Array(size * slots).fill(NO_PARTNER),
    score: new Float64Array(size * slots).fill(Number.NaN),
    count: new Uint32Array(size),
  };
  if (slots === 0) return best;
  const band = tieBand(matrix.model, terms);
  withKernel(matrix, terms, (kernel) => {
    const { exports } = kernel;
    const stride = exports.paddedPeople();
    const candidates = kernel.words(exports.keptAt(), SEARCH_ROWS_PER_BLOCK * stride);
    const perRow = kernel.words(exports.countsAt(), SEARCH_ROWS_PER_BLOCK);
    for (let first = 0; first < size; first += SEARCH_ROWS_PER_BLOCK) {
      exports.bestRows(first, slots, band);
      const last = Math.min(first + SEARCH_ROWS_PER_BLOCK, size);
      for (let i = first; i < last; i++) {
        const start = (i - first) * stride;
        const end = start + (perRow[i - first] ?? 0);
        let kept = 0;
        for (let n = start; n < end; n++) {
          const j = candidates[n] as number;
          kept = insert(best, i * slots, kept, j, matrix.exactScore(i, j, terms));
        }
        best.count[i] = kept;
      }
    }
  });
  return best;
}

/**
 * Puts a partner in its place among the best so far. Partners come in ascending order, so moving ahead only of
 * lower scores leaves ties with the lower index.
 */
function insert(
  { partner, score, k }: BestPartners,
  start: number,
  kept: number,
  j: number,
  value: number,
): number {
  let slot = start + kept;
  if (kept === k) {
    slot--;
    if (!(value > (score[slot] as number))) return kept;
  }
  for (; slot > start && value > (score[slot - 1] as number); slot--) {
    score[slot] = score[slot - 1] as number;
    partner[slot] = partner[slot - 1] as number;
  }
  score[slot] = value;
  partner[slot] = j;
  return kept === k ? kept : kept + 1;
}

/**
 * How far two squared distances may be apart and their scores still round to the same number, or to the wrong
 * order: a few units in the last place of C_total, taken back through exp and the square root at the largest
 * distance there is, and twice the kernel's own error in a squared distance (136 u sum(alpha), see tinySquare in
 * kernel.ts) with room to spare. Where the score hardly depends on distance (F = 0, say) everyone may tie.
 */
function tieBand(model: Model, { traitWeight, resonance, feasibility }: UniformTerms): number {
  if (feasibility < 1e-290 || traitWeight === 0) return Number.POSITIVE_INFINITY;
  const weights = model.alpha.reduce((sum, weight) => sum + weight, 0);
  const furthest = Math.sqrt(weights);
  const traits = (8 * Number.EPSILON * (traitWeight + resonance)) / traitWeight;
  return 2 * furthest * Math.exp(furthest) * traits + 512 * Number.EPSILON * weights;
}
