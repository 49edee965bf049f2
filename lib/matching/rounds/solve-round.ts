import { checkCertificate } from "../exact/check-certificate";
import { type Matching, maxWeightMatching } from "../exact/max-weight-matching";
import { MAX_WEIGHT, type WeightedGraph } from "../exact/weighted-graph";
import type { PairList } from "./rounds-problem";

/** The finest steps in which gains are compared. */
const FINEST = 2 ** 32;

export interface RoundWishes {
  /** By edge: 1 where the pair may meet in this round. */
  readonly open: Uint8Array;
  /** By edge: what the pair is worth, at least 0. */
  readonly gain: Float64Array;
  /** By person: byes in other rounds. More of them go before any preference. */
  readonly byes: Int32Array;
  /** By edge: -1, 0 or 1. More of it goes before any gain. */
  readonly preference?: Int8Array;
}

/**
 * One round, exactly: the most pairs; among those, byes for the people who had the fewest; among those, the largest sum
 * of preferences; among those, of gains. All are digits of one integer weight, so a single matching decides them, and
 * its certificate is checked here. Gains are compared in steps of 2^-32 of the largest for 140 people, 2^-22 for 5,000;
 * with preferences, 2^-28 and 2^-13.
 */
export function solveRound(pairs: PairList, { open, gain, byes, preference }: RoundWishes): Matching {
  let edges = 0;
  let largest = 0;
  for (let e = 0; e < open.length; e++) {
    if (open[e] === 0) continue;
    edges++;
    if ((gain[e] as number) > largest) largest = gain[e] as number;
  }
  const fewest = Math.min(...byes);
  const spread = 2 * (Math.max(...byes) - fewest);
  // A digit is worth more than all lower ones of as many pairs as there can be.
  const pairsAtMost = Math.floor(pairs.people / 2) + 1;
  const perPreference = preference === undefined ? 0 : pairsAtMost;
  const perBye = pairsAtMost * (2 * perPreference + 1);
  const most = pairsAtMost * (spread * perBye + 2 * perPreference + 1);
  const steps = Math.min(FINEST, 2 ** Math.floor(Math.log2(MAX_WEIGHT / (2 * most))));
  const perGain = largest === 0 ? 0 : (steps - 1) / largest;
  const graph: WeightedGraph = {
    vertices: pairs.people,
    u: new Int32Array(edges),
    v: new Int32Array(edges),
    weight: new Float64Array(edges),
  };
  let at = 0;
  for (let e = 0; e < open.length; e++) {
    if (open[e] === 0) continue;
    const [i, j] = [pairs.u[e] as number, pairs.v[e] as number];
    const missed = (byes[i] as number) + (byes[j] as number) - 2 * fewest;
    const wish = preference === undefined ? 0 : (preference[e] as number);
    graph.u[at] = i;
    graph.v[at] = j;
    graph.weight[at++] =
      (missed * perBye + wish * perPreference) * steps + Math.round((gain[e] as number) * perGain);
  }
  const matching = maxWeightMatching(graph, { maxCardinality: true });
  const fault = checkCertificate(graph, matching.mate, matching.certificate);
  if (fault !== null) throw new Error(`The matching of a round is not proven: ${fault}.`);
  return matching;
}
