import { pairCount, pairIndex } from "../scoring/score-all-pairs";
import type { AllowedPairs } from "./allowed-pairs";
import { checkCertificate, type DualCertificate } from "./exact/check-certificate";
import { maxWeightMatching } from "./exact/max-weight-matching";
import { integerWeights, type WeightedGraph } from "./exact/weighted-graph";
import { MatchingError } from "./matching-error";

export interface PairingOptions {
  /** Pairs below it are not made: 0 by default. Pinned pairs are made whatever they score. */
  readonly threshold?: number;
  /** Pair as many people as possible, and only then as well as possible. Otherwise the sum of scores comes first. */
  readonly maxCardinality?: boolean;
  /** Pairs of indices that must be made. */
  readonly pins?: readonly (readonly [number, number])[];
  readonly onProgress?: (done: number, total: number) => void;
}

export interface Pairing {
  /** Best first, ties by the lower index. */
  pairs: { a: number; b: number; score: number }[];
  /** The graph that was solved: weight = round(score * scale). With the certificate it proves the pairing. */
  graph: WeightedGraph;
  scale: number;
  /** By person: the partner, or -1. */
  mate: Int32Array;
  certificate: DualCertificate;
}

/**
 * One pairing of people who may meet, of the highest sum of scores, proven by its certificate before it is returned.
 * `scores` are condensed as by scoreAllPairs, in [0, 1], NaN for a pair without a score, which is not made.
 *
 * Throws MatchingError("wrong_length" | "out_of_range") for scores, "invalid_option" for the threshold and
 * "conflicting_pin" for a pin that may not be made.
 */
export function pairPeople(
  scores: Float64Array,
  allowed: AllowedPairs,
  options: PairingOptions = {},
): Pairing {
  const { threshold = 0, maxCardinality = false, pins = [] } = options;
  const people = allowed.size;
  if (scores.length !== pairCount(people)) {
    const message = `scores must hold ${pairCount(people)} scores, not ${scores.length}.`;
    throw new MatchingError("wrong_length", "scores", message);
  }
  if (!(threshold >= 0 && threshold <= 1)) {
    throw new MatchingError("invalid_option", "threshold", "threshold must be a number from 0 to 1.");
  }
  const pinned = pinnedPartners(scores, allowed, pins);
  // Ends and scores of all edges, in arrays made once for as many as there can be.
  const u = new Int32Array(scores.length);
  const v = new Int32Array(scores.length);
  const value = new Float64Array(scores.length);
  let edges = 0;
  let at = 0;
  for (let i = 0; i < people; i++) {
    for (let j = i + 1; j < people; j++, at++) {
      const score = scores[at] as number;
      const partner = pinned.get(i) ?? (pinned.has(j) ? -1 : j);
      const isPin = pinned.get(i) === j;
      if (partner !== j || !(isPin || score >= threshold) || !allowed.allows(i, j)) continue;
      u[edges] = i;
      v[edges] = j;
      value[edges++] = score;
    }
  }
  const scored = value.slice(0, edges);
  const { weight, scale } = integerWeights(scored, people, { maxCardinality });
  const graph = { vertices: people, u: u.slice(0, edges), v: v.slice(0, edges), weight };
  const { onProgress } = options;
  const { mate, certificate } = maxWeightMatching(
    graph,
    onProgress ? { maxCardinality, onProgress } : { maxCardinality },
  );
  // A pinned pair that scores 0 adds nothing, so the solver may have left it out: its edge is tight all the same.
  for (const [i, j] of pinned) mate[i] = j;
  const fault = checkCertificate(graph, mate, certificate);
  if (fault !== null) throw new Error(`The pairing is not proven: ${fault}.`);
  const pairs: Pairing["pairs"] = [];
  for (const [a, b] of mate.entries()) {
    if (b > a) pairs.push({ a, b, score: scores[pairIndex(people, a, b)] as number });
  }
  pairs.sort((one, other) => other.score - one.score || one.a - other.a);
  return { pairs, graph, scale, mate, certificate };
}

function pinnedPartners(
  scores: Float64Array,
  allowed: AllowedPairs,
  pins: readonly (readonly [number, number])[],
): Map<number, number> {
  const pinned = new Map<number, number>();
  for (const [index, [i, j]] of pins.entries()) {
    const [low, high] = i < j ? [i, j] : [j, i];
    const known = low >= 0 && high < allowed.size && low !== high && allowed.allows(low, high);
    const scored = known && !Number.isNaN(scores[pairIndex(allowed.size, low, high)]);
    if (!scored || pinned.has(i) || pinned.has(j)) {
      throw new MatchingError("conflicting_pin", "pins", `The pinned pair ${index} cannot be made.`, index);
    }
    pinned.set(i, j).set(j, i);
  }
  return pinned;
}
