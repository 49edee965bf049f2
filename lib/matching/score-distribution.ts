import { eachRow } from "../scoring/score-all-pairs";
import type { TraitMatrix, UniformOptions } from "../scoring/trait-matrix";
import type { AllowedPairs } from "./allowed-pairs";

/** Of the scores of all allowed pairs. Quantiles lie between two scores where their rank does, linearly. */
export interface ScoreDistribution {
  min: number;
  q1: number;
  median: number;
  q3: number;
  p90: number;
  max: number;
}

/** How a crowd is scored, and who hears of each row that is done. */
export interface RowOptions extends UniformOptions {
  readonly onRow?: (() => void) | undefined;
}

const BINS = 2 ** 16;

/** Scores counted by bins of 1 / 65,536, so that any rank is found without keeping all of them. */
export class ScoreCounts {
  /** How many allowed pairs have a score: those with 16 traits known in both. */
  readonly scored: number;
  private readonly perBin = new Float64Array(BINS);

  constructor(
    private readonly matrix: TraitMatrix,
    private readonly allowed: AllowedPairs,
    private readonly options: RowOptions,
  ) {
    const { perBin } = this;
    let scored = 0;
    eachAllowedRow(matrix, allowed, options, (_, scores) => {
      for (let k = 0; k < scores.length; k++) {
        const score = scores[k] as number;
        if (!(score >= 0)) continue;
        const bin = binOf(score);
        perBin[bin] = (perBin[bin] as number) + 1;
        scored++;
      }
    });
    this.scored = scored;
  }

  /** Null where no pair has a score. Scores all pairs once more. */
  distribution(): ScoreDistribution | null {
    const { scored } = this;
    if (scored === 0) return null;
    const fractions = [0, 0.25, 0.5, 0.75, 0.9, 1];
    const positions = fractions.map((fraction) => fraction * (scored - 1));
    const byRank = this.atRanks(positions.flatMap((position) => [Math.floor(position), Math.ceil(position)]));
    const [min, q1, median, q3, p90, max] = positions.map((position) => {
      const low = byRank.get(Math.floor(position)) as number;
      const high = byRank.get(Math.ceil(position)) as number;
      return low + (high - low) * (position - Math.floor(position));
    }) as [number, number, number, number, number, number];
    return { min, q1, median, q3, p90, max };
  }

  /** The scores of the given ranks, 0 being the least. */
  atRanks(ranks: readonly number[]): Map<number, number> {
    const below = new Map<number, number>();
    const wanted = new Map<number, number[]>();
    for (const rank of ranks) {
      let [bin, passed] = [0, 0];
      while (passed + (this.perBin[bin] as number) <= rank) passed += this.perBin[bin++] as number;
      below.set(bin, passed);
      wanted.set(bin, []);
    }
    const isWanted = new Uint8Array(BINS);
    for (const bin of wanted.keys()) isWanted[bin] = 1;
    eachAllowedRow(this.matrix, this.allowed, this.options, (_, scores) => {
      for (let k = 0; k < scores.length; k++) {
        const score = scores[k] as number;
        if (score >= 0 && isWanted[binOf(score)] === 1) wanted.get(binOf(score))?.push(score);
      }
    });
    const found = new Map<number, number>();
    for (const [bin, scores] of wanted) {
      const sorted = Float64Array.from(scores).sort();
      const passed = below.get(bin) ?? 0;
      for (const rank of ranks) {
        const score = sorted[rank - passed];
        if (score !== undefined && rank >= passed) found.set(rank, score);
      }
    }
    return found;
  }
}

function binOf(score: number): number {
  const bin = (score * BINS) | 0;
  return bin < BINS ? bin : BINS - 1;
}

/**
 * Calls `visit(i, scores)` for each person but the last, where `scores[j - i - 1]` is the score of (i, j), or NaN where
 * they may not meet or have no score. The array is used again for the next row.
 */
export function eachAllowedRow(
  matrix: TraitMatrix,
  allowed: AllowedPairs,
  options: RowOptions,
  visit: (i: number, scores: Float64Array) => void,
): void {
  const { onRow } = options;
  if (allowed.isComplete()) {
    eachRow(matrix, options, (i, scores) => {
      visit(i, scores);
      onRow?.();
    });
    return;
  }
  const { bits, stride } = allowed;
  const buffer = new Float64Array(matrix.size);
  eachRow(matrix, options, (i, scores) => {
    const row = i * stride;
    const kept = buffer.subarray(0, scores.length);
    for (let k = 0; k < scores.length; k++) {
      const j = i + 1 + k;
      const allows = (((bits[row + (j >>> 5)] as number) >>> (j & 31)) & 1) === 1;
      kept[k] = allows ? (scores[k] as number) : Number.NaN;
    }
    visit(i, kept);
    onRow?.();
  });
}
