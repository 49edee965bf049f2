import { MAX_STANDARD_ERROR, type Model, RANGE_LEVEL, TRAIT_COUNT } from "./model";
import { feasibilityOrFull, type PairInput, type PairScore } from "./score-pair";

/** An interval that holds the true score with probability `level`; low <= score <= high, all in [0, 1]. */
export interface ScoreRange {
  low: number;
  high: number;
  level: number;
}

/**
 * Standard deviations between the estimate and the nearest and the furthest distance that the range still allows.
 * They leave 15.2 % and 4.9 % of a normal distribution outside, 20 % together. The tails are unequal because the
 * far one is never missed by people who are close, and coverage has to stay near the level for them too.
 */
const NEAR = 1.03;
const FAR = 1.65;

/** Variance of the difference of two people on a trait of which one of them is unknown. */
const UNKNOWN_VARIANCE = 2 * MAX_STANDARD_ERROR ** 2;

/** What is known of a pair's D^2. */
interface Evidence {
  /** Sum of alpha (difference^2 - variance): the unbiased estimate, negative where noise was small by luck. */
  estimate: number;
  /** Sum of alpha^2 variance^2: half the variance of the estimate between people who are the same. */
  fourthMoment: number;
  /** Mean variance of a trait: the estimate's variance grows by four times this for each unit of true D^2. */
  meanVariance: number;
}

/**
 * The 80 % interval of a score under a model that corrects for error, as docs/decisions/0042 derives it: the true
 * D^2 whose estimates, with a mean of D^2 and a variance of 2 fourthMoment + 4 meanVariance D^2, fall where this
 * pair's did often enough.
 *
 * Deterministic, zero wide where everything is known exactly, and never narrower where less is known: the width
 * grows with either moment and as the estimate falls, and a larger error or an unknown trait does only that. For
 * the width an unknown trait is one measured as badly as can be on which the two agree. Where the range lies
 * around the score is decided by the known traits alone, scaled up to 32 as D^2 is.
 *
 * `score` is what scorePair gave for the same input, which checks it.
 */
export function scoreRange(model: Model, input: PairInput, score: PairScore): ScoreRange {
  const known = gather(model, input, 0);
  const { traitCompatibility, traitCoverage } = score;
  const [nearest, furthest] = distances({
    estimate: known.estimate / traitCoverage,
    fourthMoment: known.fourthMoment / traitCoverage ** 2,
    // A mean over 32 traits, of which only the known ones count: once for the mean and once for the scale.
    meanVariance: known.meanVariance / traitCoverage ** 2,
  });
  let width = closeness(nearest) - closeness(furthest);
  let below = width > 0 ? (traitCompatibility - closeness(furthest)) / width : 0.5;
  if (traitCoverage < 1) {
    const [leastNear, leastFar] = distances(gather(model, input, UNKNOWN_VARIANCE));
    width = closeness(leastNear) - closeness(leastFar);
  }
  below = Math.min(1, Math.max(0, below));
  const low = Math.min(1 - width, Math.max(0, traitCompatibility - below * width));
  const scored = (traits: number) =>
    feasibilityOrFull(input.feasibility) *
    (model.gamma1 * traits + model.gamma2 * score.resonanceCompatibility);
  return {
    low: scored(Math.min(low, traitCompatibility)),
    high: scored(Math.max(low + width, traitCompatibility)),
    level: RANGE_LEVEL,
  };
}

function closeness(square: number): number {
  return Math.exp(-Math.sqrt(square));
}

/** Nearest and furthest D^2 in the range: the roots of |estimate - D^2| = z * sqrt(2 M4 + 4 v D^2). */
function distances({ estimate, fourthMoment, meanVariance }: Evidence): readonly [number, number] {
  const spread = Math.sqrt(2 * fourthMoment);
  // From here down the nearest is 0. A lower estimate than that only says that noise was small by luck, which is no
  // reason for a narrower range.
  const least = Math.max(estimate, NEAR * spread);
  const largerRoot = (z: number) => {
    const shift = meanVariance * z * z;
    return least + 2 * shift + z * Math.sqrt(spread * spread + 4 * meanVariance * (least + shift));
  };
  // The smaller root by way of the product of both: their difference would lose its digits near 0.
  const nearest = least > 0 ? ((least - NEAR * spread) * (least + NEAR * spread)) / largerRoot(NEAR) : 0;
  return [nearest, largerRoot(FAR)];
}

function gather(
  model: Model,
  { traits1, traits2, standardErrors1, standardErrors2 }: PairInput,
  unknownVariance: number,
): Evidence {
  let estimate = 0;
  let fourthMoment = 0;
  let meanVariance = 0;
  let weights = 0;
  for (let k = 0; k < TRAIT_COUNT; k++) {
    const a = traits1[k];
    const b = traits2[k];
    const weight = model.alpha[k] as number;
    let square = 0;
    let variance = unknownVariance;
    if (a != null && b != null) {
      square = (a - b) ** 2;
      variance = (standardErrors1?.[k] ?? 0) ** 2 + (standardErrors2?.[k] ?? 0) ** 2;
    }
    estimate += weight * (square - variance);
    fourthMoment += (weight * variance) ** 2;
    meanVariance += weight * weight * variance;
    weights += weight;
  }
  return { estimate, fourthMoment, meanVariance: weights > 0 ? meanVariance / weights : 0 };
}
