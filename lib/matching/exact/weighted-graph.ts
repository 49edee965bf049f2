import { MatchingError } from "../matching-error";

/** An undirected graph without loops: edge e joins u[e] and v[e], vertices being 0 .. vertices - 1. */
export interface WeightedGraph {
  readonly vertices: number;
  readonly u: Int32Array;
  readonly v: Int32Array;
  /** Integers. `integerWeights` makes them of scores. */
  readonly weight: Float64Array;
}

/**
 * The largest weight the solver takes, together with the bonus of a maximum cardinality. Twice a weight, its duals,
 * and every sum of four of those then stay below 2^53, so all of the arithmetic in floats is exact.
 */
export const MAX_WEIGHT = 2 ** 49;

/** Scores as integers: weight = round(score * scale). */
export interface IntegerWeights {
  weight: Float64Array;
  /** A power of two. Scores that are multiples of 1 / scale are kept exactly. */
  scale: number;
}

/**
 * Turns scores of any finite size into the finest integers that the solver can take for so many vertices. A matching
 * that is optimal for the integers is optimal for the scores within `vertices / (2 * scale)`. For scores up to 1 and
 * 1,000 vertices that is less than 1e-8 in total with a maximum cardinality, and less than 1e-9 without.
 *
 * Throws MatchingError("out_of_range") for a score that is not finite.
 */
export function integerWeights(
  scores: Float64Array,
  vertices: number,
  { maxCardinality = false }: { maxCardinality?: boolean } = {},
): IntegerWeights {
  let largest = 0;
  for (let e = 0; e < scores.length; e++) {
    const size = Math.abs(scores[e] as number);
    if (!(size < Number.POSITIVE_INFINITY)) {
      throw new MatchingError("out_of_range", "scores", "A score must be a finite number.", e);
    }
    if (size > largest) largest = size;
  }
  // Room for the sum of all weights, and for the cardinality bonus of at most `vertices` times the largest weight.
  const room = maxCardinality
    ? MAX_WEIGHT / (2 * (vertices + 1))
    : Math.min(MAX_WEIGHT, 2 ** 52 / (vertices + 1));
  const scale = largest === 0 ? 1 : 2 ** Math.min(1000, Math.floor(Math.log2(room / largest)) - 1);
  const weight = new Float64Array(scores.length);
  for (let e = 0; e < scores.length; e++) weight[e] = Math.round((scores[e] as number) * scale);
  return { weight, scale };
}

/**
 * What a maximum cardinality adds to the weight of every edge: so much that one pair more outweighs any difference
 * between pairs. With it a matching of maximum weight is one of maximum cardinality and, among those, of maximum
 * weight.
 */
export function cardinalityBonus({ vertices, weight }: WeightedGraph): number {
  let [least, most] = [0, 0];
  for (let e = 0; e < weight.length; e++) {
    const value = weight[e] as number;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return Math.floor(vertices / 2) * (most - least) + 1;
}

/** Throws MatchingError for arrays of unequal length, vertices out of range, loops and weights that are not exact. */
export function assertGraph({ vertices, u, v, weight }: WeightedGraph, bonus: number): void {
  if (!Number.isInteger(vertices) || vertices < 0) {
    throw new MatchingError("out_of_range", "vertices", "vertices must be a whole number of at least 0.");
  }
  if (u.length !== weight.length || v.length !== weight.length) {
    throw new MatchingError("wrong_length", "weight", "u, v and weight must have one entry an edge each.");
  }
  for (let e = 0; e < weight.length; e++) {
    const [from, to, value] = [u[e] as number, v[e] as number, weight[e] as number];
    if (from < 0 || from >= vertices) throw new MatchingError("out_of_range", "u", `No vertex ${from}.`, e);
    if (to < 0 || to >= vertices) throw new MatchingError("out_of_range", "v", `No vertex ${to}.`, e);
    if (from === to) throw new MatchingError("self_pair", "v", `Edge ${e} joins ${from} to itself.`, e);
    if (!Number.isInteger(value) || Math.abs(value) + bonus > MAX_WEIGHT) {
      throw new MatchingError("out_of_range", "weight", `${value} is not an integer of the size allowed.`, e);
    }
  }
}
