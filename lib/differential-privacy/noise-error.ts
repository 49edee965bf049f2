import { decayOf, type EpsilonMilli, noiseScale, type Scale } from "./scale";

/** A stated error holds with this probability: "±6, 95 %". */
export const ERROR_LEVEL = 0.95;

/** So many independent noises of one scale. */
export interface NoiseTerm {
  readonly scale: Scale;
  readonly cells: number;
}

/** P(X = x) of discrete Laplace noise: (1 - p) / (1 + p) * p^|x|, p = exp(-1 / scale). */
export function noiseProbability(scale: Scale, x: number): number {
  const p = decayOf(scale);
  return ((1 - p) / (1 + p)) * p ** Math.abs(x);
}

/** P(|X| > m) of one noise: 2 p^(m + 1) / (1 + p), the sum of a geometric series. */
export function tailBeyond(scale: Scale, m: number): number {
  const p = decayOf(scale);
  return (2 * p ** (m + 1)) / (1 + p);
}

/**
 * P(|S| > m) of the sum S of independent discrete Laplace noises.
 *
 * One noise has the characteristic function (1 - p)^2 / (1 - 2 p cos t + p^2), and a sum has the product. S is a whole
 * number, so P(|S| <= m) is (1 / 2 pi) times the integral of that product times the Dirichlet kernel
 * sin((m + 1/2) t) / sin(t / 2) over a period. The sum over n points of the period is the same for S modulo n. With n
 * forty standard deviations and more, what is folded over is below 1e-12. For one noise the closed form is used.
 */
export function sumTailBeyond(terms: readonly NoiseTerm[], m: number): number {
  const [first] = terms;
  if (first !== undefined && terms.length === 1 && first.cells === 1) return tailBeyond(first.scale, m);
  return new SumOfNoise(terms).tailBeyond(m);
}

/** The weights of a sum's characteristic function, computed once for every m. */
class SumOfNoise {
  private readonly points: number;
  private readonly weights: Float64Array;

  constructor(terms: readonly NoiseTerm[]) {
    const decays = terms.map(({ scale, cells }) => ({ p: decayOf(scale), cells }));
    const variance = decays.reduce((sum, { p, cells }) => sum + (cells * 2 * p) / (1 - p) ** 2, 0);
    this.points = Math.max(64, 2 * Math.ceil(40 * Math.sqrt(variance)));
    const weights: number[] = [];
    for (let k = 1; 2 * k <= this.points; k++) {
      // 1 - 2 p cos t + p^2 = (1 - p)^2 + 4 p sin^2(t / 2), which loses no digits near t = 0.
      const sine = Math.sin((Math.PI * k) / this.points) ** 2;
      const log = decays.reduce(
        (sum, { p, cells }) => sum - cells * Math.log1p((4 * p * sine) / (1 - p) ** 2),
        0,
      );
      if (log < -32) break;
      weights.push(Math.exp(log) * (2 * k === this.points ? 1 : 2));
    }
    this.weights = Float64Array.from(weights);
  }

  tailBeyond(m: number): number {
    const { points, weights } = this;
    if (2 * m + 1 >= points) return 0;
    let within = 2 * m + 1;
    for (let at = 0; at < weights.length; at++) {
      const half = (Math.PI * (at + 1)) / points;
      within += ((weights[at] as number) * Math.sin((2 * m + 1) * half)) / Math.sin(half);
    }
    return Math.max(0, 1 - within / points);
  }
}

/**
 * The least m such that the sum of the noises is within ±m with probability `level`. One noise by the inverse of its
 * tail, a sum by bisection, as the tail falls with m.
 */
export function noiseError(terms: readonly NoiseTerm[], level: number = ERROR_LEVEL): number {
  const cells = terms.reduce((sum, term) => sum + term.cells, 0);
  if (cells === 0) return 0;
  const allowed = 1 - level;
  const [first] = terms;
  const sum = cells === 1 && first !== undefined ? null : new SumOfNoise(terms);
  const tail = (m: number) =>
    sum === null && first ? tailBeyond(first.scale, m) : (sum?.tailBeyond(m) ?? 0);
  let high = 1;
  while (tail(high) > allowed) high *= 2;
  let low = -1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (tail(middle) <= allowed) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * The step to which a figure with that error is rounded: the largest of 1, 2, 5, 10, 20, ... that is at most a third of
 * it, which is about the scale of one noise. Digits below it would say nothing of people.
 */
export function roundingStep(error: number): number {
  const most = Math.max(1, error / 3);
  const power = 10 ** Math.floor(Math.log10(most));
  for (const factor of [5, 2]) if (factor * power <= most) return factor * power;
  return power;
}

/** A whole number rounded to a step, halves away from zero so that nothing depends on the sign. */
export function roundTo(value: number, step: number): number {
  const rounded = Math.sign(value) * Math.floor((Math.abs(value) + step / 2) / step) * step;
  return rounded === 0 ? 0 : rounded;
}

/** The error of a figure that is rounded to its noise: rounding adds at most half a step. */
export function statedError(terms: readonly NoiseTerm[], level: number = ERROR_LEVEL): number {
  const error = noiseError(terms, level);
  return error + Math.floor(roundingStep(error) / 2);
}

/**
 * The smallest epsilon, in thousandths, at which one released count states an error of at most `error`. Null where even
 * `most` is not enough. The stated error never grows with epsilon, so bisection finds it.
 */
export function epsilonForError(
  sensitivity: number,
  error: number,
  most: EpsilonMilli,
  level: number = ERROR_LEVEL,
): EpsilonMilli | null {
  const enough = (milli: EpsilonMilli) =>
    statedError([{ scale: noiseScale(sensitivity, milli), cells: 1 }], level) <= error;
  if (most < 1 || !enough(most)) return null;
  let [low, high] = [0, most];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
