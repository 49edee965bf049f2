import { NONE } from "./blossoms";

/**
 * What a search knows at the edge of its tree, by vertex. A tree grows by events: an edge becomes tight, a dual
 * reaches 0. They are ordered by `delta`, the sum of all dual changes since the search began. Potentials are duals
 * with delta taken out, so that they, and all keys made of them, stay as they are while delta grows:
 *
 *     outer vertex   dual = potential - delta
 *     inner vertex   dual = potential + delta
 *     free vertex    dual = potential            (not in the tree)
 *
 * Vertex duals are doubled here, so that they and every event are integers.
 */
export class Frontier {
  readonly potential: Float64Array;
  /** The potential of outer vertices, infinite for others: a sum with it is the least only if it is meant. */
  readonly outerPotential: Float64Array;
  /** The potential of free vertices, infinite for others. */
  readonly freePotential: Float64Array;
  /** The least potential(u) - 2 weight(u, v) of any outer vertex u, and that u. */
  readonly reach: Float64Array;
  readonly reachFrom: Int32Array;

  /** Set by every scan: the least key of an edge from what was scanned to an outer vertex, and its ends. */
  bestKey = Number.POSITIVE_INFINITY;
  bestFrom = NONE;
  bestTo = NONE;

  /** The delta at which the next free vertex is reached. Valid while `freeKnown`. */
  freeKey = Number.POSITIVE_INFINITY;
  freeVertex = NONE;
  freeKnown = false;

  constructor(readonly vertices: number) {
    this.potential = new Float64Array(vertices);
    this.outerPotential = new Float64Array(vertices);
    this.freePotential = new Float64Array(vertices);
    this.reach = new Float64Array(vertices);
    this.reachFrom = new Int32Array(vertices);
  }

  /** Begins a search: every vertex is free. */
  reset(): void {
    this.outerPotential.fill(Number.POSITIVE_INFINITY);
    this.freePotential.set(this.potential);
    this.reach.fill(Number.POSITIVE_INFINITY);
    this.freeKnown = false;
  }

  /** Finds the free vertex that is reached first, where the last scan has not. */
  findFree(): void {
    if (this.freeKnown) return;
    const { freePotential, reach, vertices } = this;
    let key = Number.POSITIVE_INFINITY;
    let vertex = NONE;
    for (let v = 0; v < vertices; v++) {
      const sum = (reach[v] as number) + (freePotential[v] as number);
      if (sum < key) {
        key = sum;
        vertex = v;
      }
    }
    this.freeKey = key;
    this.freeVertex = vertex;
    this.freeKnown = true;
  }

  /** Sets the best edge of an outer blossom from the row that holds the reach of its vertices alone. */
  findBest({ reach, from }: BlossomRow): void {
    const { outerPotential, vertices } = this;
    let key = Number.POSITIVE_INFINITY;
    let to = NONE;
    for (let v = 0; v < vertices; v++) {
      const sum = (reach[v] as number) + (outerPotential[v] as number);
      if (sum < key) {
        key = sum;
        to = v;
      }
    }
    this.bestKey = key;
    this.bestTo = to;
    this.bestFrom = to === NONE ? NONE : (from[to] as number);
  }
}

/** The reach of one outer blossom: what Frontier keeps over all outer vertices, over its vertices only. */
export interface BlossomRow {
  readonly reach: Float64Array;
  readonly from: Int32Array;
}
