import { pairCount, pairIndex } from "../../scoring/score-all-pairs";
import type { AllowedPairs } from "../allowed-pairs";
import { MatchingError } from "../matching-error";

/**
 * What rounds are to make best:
 *
 *   total      the sum of all scores
 *   balanced   Nash welfare: the product over all guests of what each one's scores sum to
 *   worst_off  the least of those sums, then the others from below
 */
export type Objective = "total" | "balanced" | "worst_off";

/** N people who are to meet in rounds. Who has met never meets again. */
export interface RoundsProblem {
  /** Who may meet at all. */
  readonly allowed: AllowedPairs;
  /** Condensed as by scoreAllPairs, in [0, 1]; NaN where a pair has no score, which then does not meet. */
  readonly scores: Float64Array;
  readonly rounds: number;
  readonly objective?: Objective;
  /** Pairs that must meet: they do in the first round. */
  readonly pins?: readonly (readonly [number, number])[];
  /** By person: byes in rounds that are not planned here, such as a drawn one. None unless said. */
  readonly byesBefore?: Int32Array;
}

/** By person: the partner in a round, or -1 for a bye. */
export type Round = Int32Array;

export const MAX_ROUNDS = 50;

/** The pairs that may meet, as edges, with their scores. Edge e joins u[e] < v[e]. */
export interface PairList {
  readonly people: number;
  readonly u: Int32Array;
  readonly v: Int32Array;
  readonly score: Float64Array;
  /** Edges by condensed index, -1 where there is none. */
  readonly edgeAt: Int32Array;
}

/** Throws MatchingError("wrong_length" | "invalid_option" | "out_of_range") for what cannot be planned. */
export function pairsToPlan({ allowed, scores, rounds, pins = [] }: RoundsProblem): PairList {
  const people = allowed.size;
  if (scores.length !== pairCount(people)) {
    const message = `scores must hold ${pairCount(people)} scores, not ${scores.length}.`;
    throw new MatchingError("wrong_length", "scores", message);
  }
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > MAX_ROUNDS) {
    throw new MatchingError(
      "invalid_option",
      "rounds",
      `rounds must be a whole number from 1 to ${MAX_ROUNDS}.`,
    );
  }
  const pinned = new Set<number>();
  for (const [index, [i, j]] of pins.entries()) {
    const [low, high] = i < j ? [i, j] : [j, i];
    const known = low >= 0 && high < people && low !== high && allowed.allows(low, high);
    if (!known || Number.isNaN(scores[pairIndex(people, low, high)])) {
      throw new MatchingError("conflicting_pin", "pins", `The pinned pair ${index} may not meet.`, index);
    }
    if (pinned.has(i) || pinned.has(j)) {
      throw new MatchingError(
        "conflicting_pin",
        "pins",
        `A person of the pinned pair ${index} is in two.`,
        index,
      );
    }
    pinned.add(i).add(j);
  }
  const u: number[] = [];
  const v: number[] = [];
  const score: number[] = [];
  const edgeAt = new Int32Array(scores.length).fill(-1);
  let at = 0;
  for (let i = 0; i < people; i++) {
    for (let j = i + 1; j < people; j++, at++) {
      const value = scores[at] as number;
      if (Number.isNaN(value) || !allowed.allows(i, j)) continue;
      if (!(value >= 0 && value <= 1)) {
        throw new MatchingError("out_of_range", "scores", "A score must be a number from 0 to 1.", at);
      }
      edgeAt[at] = score.length;
      u.push(i);
      v.push(j);
      score.push(value);
    }
  }
  return { people, u: Int32Array.from(u), v: Int32Array.from(v), score: Float64Array.from(score), edgeAt };
}

/** The edge between two people, or -1. */
export function edgeBetween({ people, edgeAt }: PairList, i: number, j: number): number {
  return edgeAt[i < j ? pairIndex(people, i, j) : pairIndex(people, j, i)] ?? -1;
}
