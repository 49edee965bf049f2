import { type BestPartners, bestK, NO_PARTNER } from "../scoring/best-k";
import { type TraitMatrix, type UniformOptions, uniformTerms } from "../scoring/trait-matrix";
import type { AllowedPairs } from "./allowed-pairs";
import { MatchingError } from "./matching-error";
import { eachAllowedRow } from "./score-distribution";

/** Kept beyond k, so that rounding in the kernel cannot push out a partner who belongs to the k. */
const SPARE = 8;
const UNCERTAIN = 2e-12;
/** Where fewer of all pairs are allowed, the best among everyone hold too few of them. */
const LEAST_SHARE = 0.2;
/** So many standard deviations more than are needed on average, roughly. */
const SPREAD = 2.4;

/**
 * The k best partners of each person among those the person may meet, by scorePair's score, bit for bit; ties go to the
 * lower index. The result is laid out as `bestK` of lib/scoring lays it out.
 *
 * Throws MatchingError("invalid_option") for k, "wrong_length" for `allowed`, and ScoringError for the options.
 */
export function bestAllowed(
  matrix: TraitMatrix,
  allowed: AllowedPairs,
  k: number,
  options: UniformOptions = {},
): BestPartners {
  const { size } = matrix;
  if (!Number.isInteger(k) || k < 1) {
    throw new MatchingError("invalid_option", "k", "k must be a whole number of at least 1.");
  }
  if (allowed.size !== size) {
    throw new MatchingError("wrong_length", "allowed", `allowed is for ${allowed.size} people, not ${size}.`);
  }
  const share = size < 2 ? 1 : allowed.count() / ((size * (size - 1)) / 2);
  if (share === 1) return bestK(matrix, k, options);
  if (share >= LEAST_SHARE) return bestOfTheBest(matrix, allowed, k, share, options);
  const slots = Math.min(k, Math.max(0, size - 1));
  const width = slots + SPARE;
  const kept = new Candidates(size, width);
  eachAllowedRow(matrix, allowed, options, (i, scores) => {
    const { worst } = kept;
    for (let k = 0; k < scores.length; k++) {
      const j = i + 1 + k;
      const score = scores[k] as number;
      if (score > (worst[i] as number)) kept.insert(i, j, score);
      if (score > (worst[j] as number)) kept.insert(j, i, score);
    }
  });
  const best = noPartners(size, slots);
  const terms = uniformTerms(matrix.model, options);
  for (let i = 0; i < size && slots > 0; i++) {
    let candidates: readonly number[] = kept.of(i);
    // So many partners tie that one who was left out could come before one who is in.
    const last = kept.score[i * width + slots - 1] as number;
    if (candidates.length === width && last - (kept.worst[i] as number) <= UNCERTAIN)
      candidates = allowedOf(allowed, i);
    place(best, i, candidates, (j) => matrix.exactScore(i, j, terms));
  }
  return best;
}

/**
 * The same where a person may meet many of the others: the allowed of each person's best among everyone, of whom so many
 * are sought that k are allowed as a rule. Who has fewer among those is compared with everyone allowed.
 */
function bestOfTheBest(
  matrix: TraitMatrix,
  allowed: AllowedPairs,
  k: number,
  share: number,
  options: UniformOptions,
): BestPartners {
  const { size } = matrix;
  const slots = Math.min(k, size - 1);
  const wide = bestK(matrix, Math.ceil(slots / share + (SPREAD * Math.sqrt(slots)) / share), options);
  const best = noPartners(size, slots);
  const terms = uniformTerms(matrix.model, options);
  for (let i = 0; i < size; i++) {
    const found = wide.count[i] as number;
    let kept = 0;
    for (let at = i * wide.k; at < i * wide.k + found && kept < slots; at++) {
      const j = wide.partner[at] as number;
      if (!allowed.allows(i, j)) continue;
      best.partner[i * slots + kept] = j;
      best.score[i * slots + kept] = wide.score[at] as number;
      kept += 1;
    }
    best.count[i] = kept;
    // Where fewer were found than sought, those were all whom there are scores with.
    if (kept < slots && found === wide.k && wide.k < size - 1)
      place(best, i, allowedOf(allowed, i), (j) => matrix.exactScore(i, j, terms));
  }
  return best;
}

function noPartners(size: number, slots: number): BestPartners {
  return {
    k: slots,
    partner: new Uint32Array(size * slots).fill(NO_PARTNER),
    score: new Float64Array(size * slots).fill(Number.NaN),
    count: new Uint32Array(size),
  };
}

function allowedOf(allowed: AllowedPairs, i: number): number[] {
  return Array.from({ length: allowed.size }, (_, j) => j).filter((j) => allowed.allows(i, j));
}

function place(
  best: BestPartners,
  i: number,
  candidates: readonly number[],
  scoreOf: (j: number) => number,
): void {
  const { k: slots } = best;
  const exact = candidates
    .map((j) => ({ j, score: scoreOf(j) }))
    .filter(({ score }) => !Number.isNaN(score))
    .sort((one, other) => other.score - one.score || one.j - other.j)
    .slice(0, slots);
  best.count[i] = exact.length;
  for (const [slot, { j, score }] of exact.entries()) {
    best.partner[i * slots + slot] = j;
    best.score[i * slots + slot] = score;
  }
}

/** The best few candidates of each person, best first. */
class Candidates {
  readonly score: Float64Array;
  /** By person: the score a new candidate has to beat. */
  readonly worst: Float64Array;
  private readonly partner: Uint32Array;
  private readonly count: Uint32Array;

  constructor(
    size: number,
    private readonly width: number,
  ) {
    this.score = new Float64Array(size * width);
    this.partner = new Uint32Array(size * width);
    this.worst = new Float64Array(size).fill(Number.NEGATIVE_INFINITY);
    this.count = new Uint32Array(size);
  }

  insert(i: number, j: number, value: number): void {
    const { count, partner, score, width } = this;
    const start = i * width;
    const held = count[i] as number;
    let slot = start + Math.min(held, width - 1);
    for (; slot > start && value > (score[slot - 1] as number); slot--) {
      score[slot] = score[slot - 1] as number;
      partner[slot] = partner[slot - 1] as number;
    }
    score[slot] = value;
    partner[slot] = j;
    if (held < width) count[i] = held + 1;
    if (held >= width - 1) this.worst[i] = score[start + width - 1] as number;
  }

  of(i: number): number[] {
    const start = i * this.width;
    return Array.from(this.partner.subarray(start, start + (this.count[i] as number)));
  }
}
