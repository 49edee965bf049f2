import type { Scale } from "./scale";
import { type ByteSource, bernoulli, uniformBelow } from "./uniform";

/** Draws one whole number of noise for a scale. Mechanisms are given this, so that tests can put every value in its place. */
export type Draw = (scale: Scale) => number;

/**
 * True with probability exp(-numerator / denominator), exactly, without computing exp.
 *
 * For gamma in [0, 1]: draw Bernoulli(gamma / k) for k = 1, 2, ... until the first 0. That k is odd with probability
 * 1 - gamma + gamma^2 / 2! - ... = exp(-gamma). Larger gamma is a product of exp(-1) and one such remainder.
 * Source: Canonne, Kamath and Steinke (2020), "The Discrete Gaussian for Differential Privacy", Algorithm 1 and
 * Proposition 3 there; the alternating series is von Neumann's (1951).
 */
export function bernoulliExp(numerator: bigint, denominator: bigint, bytes: ByteSource): boolean {
  for (let whole = numerator / denominator; whole > 0n; whole -= 1n) {
    if (!bernoulliExpFraction(1n, 1n, bytes)) return false;
  }
  return bernoulliExpFraction(numerator % denominator, denominator, bytes);
}

function bernoulliExpFraction(numerator: bigint, denominator: bigint, bytes: ByteSource): boolean {
  let k = 1n;
  while (bernoulli(numerator, denominator * k, bytes)) k += 1n;
  return (k & 1n) === 1n;
}

/**
 * A whole number x with probability (1 - p) / (1 + p) * p^|x|, where p = exp(-1 / scale): the discrete Laplace
 * distribution, exactly. Nothing is rounded on the way, so the attack of Mironov (2012) on the low bits of
 * floating-point noise has nothing to work on.
 *
 * With the scale t / s: U is uniform below t and is kept with probability exp(-U / t). V counts the successes of
 * Bernoulli(exp(-1)) before the first failure. U + t V is then geometric with ratio exp(-1 / t), and its quotient by s is
 * geometric with ratio exp(-s / t). A fair sign makes it two-sided. Minus zero is drawn again, so that zero does not
 * count twice.
 * Source: Canonne, Kamath and Steinke (2020), Algorithm 2 and Proposition 4 there.
 */
export function discreteLaplace({ numerator: t, denominator: s }: Scale, bytes: ByteSource): bigint {
  for (;;) {
    const u = uniformBelow(t, bytes);
    if (!bernoulliExp(u, t, bytes)) continue;
    let v = 0n;
    while (bernoulliExp(1n, 1n, bytes)) v += 1n;
    const magnitude = (u + t * v) / s;
    const negative = bernoulli(1n, 2n, bytes);
    if (negative && magnitude === 0n) continue;
    return negative ? -magnitude : magnitude;
  }
}

/** The noise of a source of bytes. */
export function drawFrom(bytes: ByteSource): Draw {
  return (scale) => {
    const noise = Number(discreteLaplace(scale, bytes));
    if (!Number.isSafeInteger(noise)) throw new RangeError("The noise is too large to be a number.");
    return noise;
  };
}
