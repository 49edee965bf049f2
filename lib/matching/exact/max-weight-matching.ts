import { AlternatingTree } from "./alternating-tree";
import { Blossoms, NONE } from "./blossoms";
import type { DualCertificate } from "./check-certificate";
import { type WeightRows, weightRows } from "./weight-rows";
import { assertGraph, cardinalityBonus, type WeightedGraph } from "./weighted-graph";

export interface MatchingOptions {
  /** Among the matchings with the most pairs the one of maximum weight. Without it, pairs below 0 are left out. */
  readonly maxCardinality?: boolean;
  /** Is called before each search with how many of how many vertices are settled. What it throws ends the run. */
  readonly onProgress?: (done: number, total: number) => void;
  /** How edges are laid out: by default by how many there are. For tests. */
  readonly layout?: "dense" | "sparse";
}

export interface Matching {
  /** The partner of each vertex, or -1. */
  mate: Int32Array;
  /** The sum of the weights of all pairs. */
  weight: number;
  /** How many pairs. */
  pairs: number;
  certificate: DualCertificate;
}

/**
 * A matching of maximum weight in a general graph, exactly, with the proof that none is heavier: the duals that
 * `checkCertificate` checks without knowing how they were found.
 *
 * Edmonds' blossom method in its primal-dual form (Edmonds 1965, Gabow 1976, Galil 1986): O(n^3) time, and 8 n^2
 * bytes for a graph of more than a sixth of all pairs, 24 bytes an edge for others.
 *
 * Throws MatchingError for graphs that are malformed and weights that are not exact integers.
 */
export function maxWeightMatching(graph: WeightedGraph, options: MatchingOptions = {}): Matching {
  const bonus = options.maxCardinality === true ? cardinalityBonus(graph) : 0;
  assertGraph(graph, bonus);
  const { vertices } = graph;
  const rows = weightRows(graph, bonus, options.layout);
  const blossoms = new Blossoms(vertices);
  const tree = new AlternatingTree(blossoms, rows);
  const { potential } = tree.frontier;
  const { mate } = blossoms;
  matchTightEdges(rows, potential, mate);
  let open = 0;
  for (let v = 0; v < vertices; v++) if (mate[v] === NONE) open++;
  for (let v = 0; v < vertices; v++) {
    if (mate[v] !== NONE) continue;
    options.onProgress?.(vertices - open--, vertices);
    if ((potential[v] as number) > 0) tree.search(v);
  }
  options.onProgress?.(vertices, vertices);
  return {
    mate: mate.slice(),
    ...totalOf(graph, mate),
    certificate: certificateOf(blossoms, potential, bonus),
  };
}

/**
 * The start: each dual is the largest weight at its vertex, then one vertex after the other lowers its own until an
 * edge is tight, and takes it if the other end is exposed. Most vertices find a partner without any search.
 */
function matchTightEdges(rows: WeightRows, potential: Float64Array, mate: Int32Array): void {
  potential.set(rows.largestWeights());
  for (let v = 0; v < mate.length; v++) {
    if (mate[v] !== NONE) continue;
    const own = potential[v] as number;
    const slack = rows.leastReach(v, potential, mate) + own;
    potential[v] = own - Math.min(slack, own);
    const other = rows.tightVertex;
    if (slack <= own && other !== NONE && mate[other] === NONE) {
      mate[v] = other;
      mate[other] = v;
    }
  }
}

function totalOf({ u, v, weight }: WeightedGraph, mate: Int32Array): { weight: number; pairs: number } {
  // Of parallel edges the heaviest counts: it is the one that was matched.
  const heaviest = new Float64Array(mate.length).fill(Number.NEGATIVE_INFINITY);
  for (let e = 0; e < weight.length; e++) {
    const from = u[e] as number;
    if (mate[from] !== v[e]) continue;
    const lower = Math.min(from, v[e] as number);
    heaviest[lower] = Math.max(heaviest[lower] as number, weight[e] as number);
  }
  let [sum, pairs] = [0, 0];
  for (const value of heaviest) {
    if (value === Number.NEGATIVE_INFINITY) continue;
    sum += value;
    pairs++;
  }
  return { weight: sum, pairs };
}

/** The duals of the linear programme, where a vertex dual is half of what the search keeps. */
function certificateOf(blossoms: Blossoms, potential: Float64Array, bonus: number): DualCertificate {
  const { dual, firstVertex, lastVertex, nextVertex, parent, top, vertices } = blossoms;
  const nodes = new Set<number>();
  for (let v = 0; v < vertices; v++) {
    for (let node = parent[v] as number; node !== NONE && !nodes.has(node); node = parent[node] as number)
      nodes.add(node);
    if ((top[v] as number) >= vertices) nodes.add(top[v] as number);
  }
  const certificate: DualCertificate = {
    cardinalityBonus: bonus,
    vertexDuals: potential.map((y) => y / 2),
    blossoms: [],
  };
  for (const node of nodes) {
    if (dual[node] === 0) continue;
    const members: number[] = [];
    for (let v = firstVertex[node] as number; ; v = nextVertex[v] as number) {
      members.push(v);
      if (v === lastVertex[node]) break;
    }
    certificate.blossoms.push({ vertices: Int32Array.from(members), dual: dual[node] as number });
  }
  return certificate;
}
