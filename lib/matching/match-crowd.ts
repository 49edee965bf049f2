import { pairsAboveThreshold, type ScoredPairs } from "../scoring/pairs-above-threshold";
import {
  type TraitMatrix,
  type UniformOptions,
  type UniformTerms,
  uniformTerms,
} from "../scoring/trait-matrix";
import type { AllowedPairs } from "./allowed-pairs";
import { MatchingError } from "./matching-error";
import { select } from "./order-statistics";
import { eachAllowedRow, type RowOptions, ScoreCounts, type ScoreDistribution } from "./score-distribution";

export interface CrowdOptions extends UniformOptions {
  /** In [0, 1], 0.6 by default. Not together with thresholdPercentile. */
  readonly threshold?: number | null | undefined;
  /** In [0, 100]: the threshold is the least score that so many percent of all allowed scores do not exceed. */
  readonly thresholdPercentile?: number | null | undefined;
  /** How many pairs to return at most: 1,000 by default. */
  readonly limit?: number | undefined;
  /** Is called now and then with how much of how much is done. What it throws ends the run. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface CrowdMatch {
  /** Pair p is (a[p], b[p]) with a < b, best first, ties by a, then b. Scores are those of scorePair, bit for bit. */
  pairs: ScoredPairs;
  /** Pairs at or above the threshold, returned or not. */
  totalMatches: number;
  /** Pairs that may meet. */
  allowedPairs: number;
  /** Of those, pairs with fewer than 16 traits known in both, which have no score. */
  unscoredPairs: number;
  /** totalMatches / allowedPairs, 0 where no pair may meet. */
  matchRate: number;
  threshold: number;
  /** Null where no allowed pair has a score. */
  distribution: ScoreDistribution | null;
}

export const DEFAULT_THRESHOLD = 0.6;
export const DEFAULT_LIMIT = 1_000;

/** Far above the kernel's error, far below any difference that matters. */
const UNCERTAIN = 2e-12;

/**
 * All pairs of a crowd that may meet and score at least the threshold, exactly those that a plain loop over scorePair
 * finds, and in the same order.
 *
 * Throws MatchingError("invalid_option") for thresholds and limit, "wrong_length" for `allowed`, and ScoringError as
 * scorePair does for the other options.
 */
export function matchCrowd(
  matrix: TraitMatrix,
  allowed: AllowedPairs,
  options: CrowdOptions = {},
): CrowdMatch {
  const limit = options.limit ?? DEFAULT_LIMIT;
  assertOptions(matrix, allowed, options, limit);
  const terms = uniformTerms(matrix.model, options);
  // Everyone is gone through to count, to find the pairs and for the distribution, and twice more for a percentile.
  const passes = new Passes(matrix.size, options.thresholdPercentile == null ? 3 : 5, options.onProgress);
  const rowOptions: RowOptions = { ...options, onRow: () => passes.row() };
  const counts = new ScoreCounts(matrix, allowed, rowOptions);
  const threshold =
    options.thresholdPercentile == null
      ? (options.threshold ?? DEFAULT_THRESHOLD)
      : percentile(matrix, allowed, rowOptions, terms, counts, options.thresholdPercentile);
  const matches = onlyAllowed(pairsAboveThreshold(matrix, threshold, options), allowed);
  passes.wholePass();
  const allowedPairs = allowed.count();
  const pairs = bestFirst(matches, limit, (i, j) => matrix.exactScore(i, j, terms));
  const distribution = counts.distribution();
  passes.finish();
  return {
    pairs,
    totalMatches: matches.count,
    allowedPairs,
    unscoredPairs: allowedPairs - counts.scored,
    matchRate: allowedPairs === 0 ? 0 : matches.count / allowedPairs,
    threshold,
    distribution,
  };
}

/** Between two reports of progress. */
const ROWS_A_STEP = 64;

/** How far the run is, in people gone through. */
class Passes {
  private done = 0;
  private readonly total: number;

  constructor(
    private readonly size: number,
    passes: number,
    private readonly onProgress: CrowdOptions["onProgress"],
  ) {
    this.total = Math.max(1, passes * size);
  }

  row(): void {
    if (++this.done % ROWS_A_STEP === 0) this.tell();
  }

  wholePass(): void {
    this.done += this.size;
    this.tell();
  }

  finish(): void {
    this.done = this.total;
    this.tell();
  }

  private tell(): void {
    this.onProgress?.(Math.min(this.done, this.total), this.total);
  }
}

function assertOptions(
  matrix: TraitMatrix,
  allowed: AllowedPairs,
  options: CrowdOptions,
  limit: number,
): void {
  const { threshold, thresholdPercentile } = options;
  if (allowed.size !== matrix.size) {
    const message = `allowed is for ${allowed.size} people, not ${matrix.size}.`;
    throw new MatchingError("wrong_length", "allowed", message);
  }
  if (threshold != null && thresholdPercentile != null) {
    const message = "Give a threshold or a percentile, not both.";
    throw new MatchingError("invalid_option", "thresholdPercentile", message);
  }
  if (threshold != null && !(threshold >= 0 && threshold <= 1)) {
    throw new MatchingError("invalid_option", "threshold", "threshold must be a number from 0 to 1.");
  }
  if (thresholdPercentile != null && !(thresholdPercentile >= 0 && thresholdPercentile <= 100)) {
    const message = "thresholdPercentile must be a number from 0 to 100.";
    throw new MatchingError("invalid_option", "thresholdPercentile", message);
  }
  if (!Number.isInteger(limit) || limit < 0) {
    throw new MatchingError("invalid_option", "limit", "limit must be a whole number of at least 0.");
  }
}

/** The score of nearest rank, as scorePair gives it: the kernel's rounding must not leave out the pair that set it. */
function percentile(
  matrix: TraitMatrix,
  allowed: AllowedPairs,
  options: RowOptions,
  terms: UniformTerms,
  counts: ScoreCounts,
  percent: number,
): number {
  if (counts.scored === 0) return DEFAULT_THRESHOLD;
  const rank = Math.max(0, Math.ceil((percent / 100) * counts.scored) - 1);
  const about = counts.atRanks([rank]).get(rank) as number;
  const near: number[] = [];
  let below = 0;
  eachAllowedRow(matrix, allowed, options, (i, scores) => {
    for (let k = 0; k < scores.length; k++) {
      const score = scores[k] as number;
      if (score < about - UNCERTAIN) below++;
      else if (score <= about + UNCERTAIN) near.push(matrix.exactScore(i, i + 1 + k, terms));
    }
  });
  return select(Float64Array.from(near), rank - below);
}

function onlyAllowed(pairs: ScoredPairs, allowed: AllowedPairs): ScoredPairs {
  if (allowed.isComplete()) return pairs;
  const { a, b, score } = pairs;
  let count = 0;
  for (let p = 0; p < pairs.count; p++) {
    const [i, j] = [a[p] as number, b[p] as number];
    if (!allowed.allows(i, j)) continue;
    a[count] = i;
    b[count] = j;
    score[count++] = score[p] as number;
  }
  return { a: a.subarray(0, count), b: b.subarray(0, count), score: score.subarray(0, count), count };
}

/** The best `limit` pairs in order, by exact scores; of equal ones those that come first. */
function bestFirst(
  { a, b, score, count }: ScoredPairs,
  limit: number,
  exactScore: (i: number, j: number) => number,
): ScoredPairs {
  const kept = Math.min(limit, count);
  const cut = kept === 0 ? Number.POSITIVE_INFINITY : select(score.slice(), count - kept) - UNCERTAIN;
  const near: number[] = [];
  for (let p = 0; p < count; p++) if ((score[p] as number) >= cut) near.push(p);
  const exact = Float64Array.from(near, (p) => exactScore(a[p] as number, b[p] as number));
  const least = kept === 0 ? 0 : select(exact.slice(), near.length - kept);
  let ties = kept - exact.reduce((above, value) => above + (value > least ? 1 : 0), 0);
  const chosen: { p: number; value: number }[] = [];
  for (const [at, p] of near.entries()) {
    const value = exact[at] as number;
    if (value > least || (value === least && ties-- > 0)) chosen.push({ p, value });
  }
  // The sort is stable, and pairs come by a, then b.
  chosen.sort((one, other) => other.value - one.value);
  return {
    a: Uint32Array.from(chosen, ({ p }) => a[p] as number),
    b: Uint32Array.from(chosen, ({ p }) => b[p] as number),
    score: Float64Array.from(chosen, ({ value }) => value),
    count: chosen.length,
  };
}
