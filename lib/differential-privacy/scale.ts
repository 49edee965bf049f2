/**
 * The scale of discrete Laplace noise as an exact fraction in lowest terms: sensitivity / epsilon. Noise x then has a
 * probability proportional to exp(-|x| / scale).
 */
export interface Scale {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Privacy loss in thousandths: 1,000 is epsilon = 1. Always a whole number, so that sums are exact. */
export type EpsilonMilli = number;

export const MILLI = 1_000;

/**
 * The scale at which a vector of whole numbers whose L1 sensitivity is `sensitivity` is epsilon-differentially private.
 *
 * Theorem: a person changes the vector by at most `sensitivity` in sum of absolute differences. The probability of any
 * output then changes by at most the factor exp(sensitivity / scale) = exp(epsilon), by the triangle inequality.
 * Source: Dwork, McSherry, Nissim and Smith (2006), Proposition 1, for whole numbers Ghosh, Roughgarden and
 * Sundararajan (2009).
 * Throws RangeError where either is no positive whole number.
 */
export function noiseScale(sensitivity: number, epsilonMilli: EpsilonMilli): Scale {
  if (!Number.isSafeInteger(sensitivity) || sensitivity < 1) {
    throw new RangeError("The sensitivity must be a positive whole number.");
  }
  if (!Number.isSafeInteger(epsilonMilli) || epsilonMilli < 1) {
    throw new RangeError("Epsilon must be a positive whole number of thousandths.");
  }
  const numerator = BigInt(sensitivity) * BigInt(MILLI);
  const denominator = BigInt(epsilonMilli);
  const common = greatestCommonDivisor(numerator, denominator);
  return { numerator: numerator / common, denominator: denominator / common };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}

/** p = exp(-1 / scale), for presenting: noise is never drawn from it. */
export function decayOf({ numerator, denominator }: Scale): number {
  return Math.exp(-Number(denominator) / Number(numerator));
}
