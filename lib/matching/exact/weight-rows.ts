import { NONE } from "./blossoms";
import type { BlossomRow, Frontier } from "./frontier";
import type { WeightedGraph } from "./weighted-graph";

/** The edges of a graph by vertex, and the loops over them, where a search spends its time. */
export interface WeightRows {
  /** Relaxes the reach of all neighbours of an outer vertex, and sets the frontier's best edge from it. */
  scan(u: number, frontier: Frontier): void;
  /** Relaxes the reach of all neighbours in a blossom's own row, and in the frontier too for a new outer vertex. */
  merge(u: number, row: BlossomRow, frontier: Frontier, isNew: boolean): void;
  /** The least potential(v) - 2 weight(u, v) over all neighbours v, which `tightVertex` names. */
  leastReach(u: number, potential: Float64Array, mate: Int32Array): number;
  /** A neighbour of the least reach, one without a partner if there is one. */
  tightVertex: number;
  /** The largest weight of an edge at each vertex, 0 where there is none above. */
  largestWeights(): Float64Array;
}

/** Edges below 0 never help a matching of maximum weight, so they are left out. */
export function weightRows(graph: WeightedGraph, bonus: number, layout?: "dense" | "sparse"): WeightRows {
  const { vertices, weight } = graph;
  // A dense row costs 8 bytes a vertex, a sparse one 24 bytes an edge, and is read three times as slowly.
  const dense =
    layout === undefined ? vertices <= 256 || 6 * weight.length >= vertices * vertices : layout === "dense";
  return dense ? new DenseRows(graph, bonus) : new SparseRows(graph, bonus);
}

/** A matrix of doubled weights, -Infinity where there is no edge: the slack of such an edge is infinite. */
class DenseRows implements WeightRows {
  tightVertex = NONE;
  private readonly vertices: number;
  private readonly doubled: Float64Array;

  constructor({ vertices, u, v, weight }: WeightedGraph, bonus: number) {
    this.vertices = vertices;
    const doubled = new Float64Array(vertices * vertices).fill(Number.NEGATIVE_INFINITY);
    for (let e = 0; e < weight.length; e++) {
      const value = 2 * ((weight[e] as number) + bonus);
      if (value < 0) continue;
      const [a, b] = [u[e] as number, v[e] as number];
      // Of parallel edges only the heaviest can be matched.
      if (value > (doubled[a * vertices + b] as number))
        doubled[a * vertices + b] = doubled[b * vertices + a] = value;
    }
    this.doubled = doubled;
  }

  scan(u: number, frontier: Frontier): void {
    const { vertices, doubled } = this;
    const { potential, outerPotential, freePotential, reach, reachFrom } = frontier;
    const own = potential[u] as number;
    const row = u * vertices;
    let bestKey = Number.POSITIVE_INFINITY;
    let bestTo = NONE;
    let freeKey = Number.POSITIVE_INFINITY;
    let freeVertex = NONE;
    for (let v = 0; v < vertices; v++) {
      const value = own - (doubled[row + v] as number);
      let least = reach[v] as number;
      if (value < least) {
        reach[v] = least = value;
        reachFrom[v] = u;
      }
      const free = least + (freePotential[v] as number);
      if (free < freeKey) {
        freeKey = free;
        freeVertex = v;
      }
      const outer = value + (outerPotential[v] as number);
      if (outer < bestKey) {
        bestKey = outer;
        bestTo = v;
      }
    }
    frontier.bestKey = bestKey;
    frontier.bestFrom = u;
    frontier.bestTo = bestTo;
    frontier.freeKey = freeKey;
    frontier.freeVertex = freeVertex;
    frontier.freeKnown = true;
  }

  merge(u: number, { reach: own, from }: BlossomRow, frontier: Frontier, isNew: boolean): void {
    const { vertices, doubled } = this;
    const { potential, reach, reachFrom } = frontier;
    const ofU = potential[u] as number;
    const row = u * vertices;
    for (let v = 0; v < vertices; v++) {
      const value = ofU - (doubled[row + v] as number);
      if (value < (own[v] as number)) {
        own[v] = value;
        from[v] = u;
      }
      if (isNew && value < (reach[v] as number)) {
        reach[v] = value;
        reachFrom[v] = u;
      }
    }
    if (isNew) frontier.freeKnown = false;
  }

  leastReach(u: number, potential: Float64Array, mate: Int32Array): number {
    const { vertices, doubled } = this;
    const row = u * vertices;
    let least = Number.POSITIVE_INFINITY;
    let vertex = NONE;
    for (let v = 0; v < vertices; v++) {
      const value = (potential[v] as number) - (doubled[row + v] as number);
      if (value < least || (value === least && mate[v] === NONE)) {
        least = value;
        vertex = v;
      }
    }
    this.tightVertex = vertex;
    return least;
  }

  largestWeights(): Float64Array {
    const { vertices, doubled } = this;
    const largest = new Float64Array(vertices);
    for (let u = 0; u < vertices; u++) {
      let most = 0;
      for (let at = u * vertices; at < (u + 1) * vertices; at++) most = Math.max(most, doubled[at] as number);
      largest[u] = most / 2;
    }
    return largest;
  }
}

/** The neighbours of u and their doubled weights are entries start[u] .. start[u + 1] - 1. */
class SparseRows implements WeightRows {
  tightVertex = NONE;
  private readonly start: Int32Array;
  private readonly neighbour: Int32Array;
  private readonly doubled: Float64Array;

  constructor({ vertices, u, v, weight }: WeightedGraph, bonus: number) {
    const start = new Int32Array(vertices + 2);
    const isKept = (e: number) => (weight[e] as number) + bonus >= 0;
    const count = (at: number) => {
      start[at] = (start[at] as number) + 1;
    };
    for (let e = 0; e < weight.length; e++) {
      if (!isKept(e)) continue;
      count((u[e] as number) + 2);
      count((v[e] as number) + 2);
    }
    for (let at = 1; at < start.length; at++) start[at] = (start[at] as number) + (start[at - 1] as number);
    const entries = start[vertices + 1] as number;
    this.neighbour = new Int32Array(entries);
    this.doubled = new Float64Array(entries);
    const put = (from: number, to: number, value: number) => {
      const at = start[from + 1] as number;
      this.neighbour[at] = to;
      this.doubled[at] = 2 * value;
      start[from + 1] = at + 1;
    };
    for (let e = 0; e < weight.length; e++) {
      if (!isKept(e)) continue;
      const value = (weight[e] as number) + bonus;
      put(u[e] as number, v[e] as number, value);
      put(v[e] as number, u[e] as number, value);
    }
    this.start = start;
  }

  scan(u: number, frontier: Frontier): void {
    const { neighbour, doubled } = this;
    const { potential, outerPotential, reach, reachFrom } = frontier;
    const own = potential[u] as number;
    let bestKey = Number.POSITIVE_INFINITY;
    let bestTo = NONE;
    const end = this.start[u + 1] as number;
    for (let at = this.start[u] as number; at < end; at++) {
      const v = neighbour[at] as number;
      const value = own - (doubled[at] as number);
      if (value < (reach[v] as number)) {
        reach[v] = value;
        reachFrom[v] = u;
      }
      const outer = value + (outerPotential[v] as number);
      if (outer < bestKey) {
        bestKey = outer;
        bestTo = v;
      }
    }
    frontier.bestKey = bestKey;
    frontier.bestFrom = u;
    frontier.bestTo = bestTo;
    frontier.freeKnown = false;
  }

  merge(u: number, { reach: own, from }: BlossomRow, frontier: Frontier, isNew: boolean): void {
    const { neighbour, doubled } = this;
    const { potential, reach, reachFrom } = frontier;
    const ofU = potential[u] as number;
    const end = this.start[u + 1] as number;
    for (let at = this.start[u] as number; at < end; at++) {
      const v = neighbour[at] as number;
      const value = ofU - (doubled[at] as number);
      if (value < (own[v] as number)) {
        own[v] = value;
        from[v] = u;
      }
      if (isNew && value < (reach[v] as number)) {
        reach[v] = value;
        reachFrom[v] = u;
      }
    }
    if (isNew) frontier.freeKnown = false;
  }

  leastReach(u: number, potential: Float64Array, mate: Int32Array): number {
    let least = Number.POSITIVE_INFINITY;
    let vertex = NONE;
    const end = this.start[u + 1] as number;
    for (let at = this.start[u] as number; at < end; at++) {
      const v = this.neighbour[at] as number;
      const value = (potential[v] as number) - (this.doubled[at] as number);
      if (value < least || (value === least && mate[v] === NONE)) {
        least = value;
        vertex = v;
      }
    }
    this.tightVertex = vertex;
    return least;
  }

  largestWeights(): Float64Array {
    const largest = new Float64Array(this.start.length - 2);
    for (let u = 0; u < largest.length; u++) {
      let most = 0;
      const end = this.start[u + 1] as number;
      for (let at = this.start[u] as number; at < end; at++)
        most = Math.max(most, this.doubled[at] as number);
      largest[u] = most / 2;
    }
    return largest;
  }
}
