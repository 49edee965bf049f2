import { type Blossoms, NONE } from "./blossoms";
import { type BlossomRow, Frontier } from "./frontier";
import type { WeightRows } from "./weight-rows";

const FREE = 0;
const OUTER = 1;
const INNER = 2;

/**
 * One search of the primal-dual method: from an exposed vertex, an alternating tree of tight edges grows until the
 * matching can be changed along a path of it so that the root is exposed no more, or rests at a dual of 0.
 *
 * Outer nodes are an even number of edges from the root, inner ones an odd number, and each inner node is matched to
 * the outer node above it. As delta grows, the duals of outer vertices fall and those of inner vertices rise, so tight
 * edges of the tree stay tight, until the first of four events:
 *
 *   grow      an edge from an outer node to a free one is tight: the free node and its mate join the tree, or, if it
 *             is exposed, the path from the root to it is augmented and the search ends
 *   contract  an edge between two outer nodes is tight: the odd circle it closes becomes an outer blossom
 *   expand    the dual of an inner blossom is 0: it is replaced by those of its children that lie on the path
 *   rest      the dual of an outer vertex is 0: it takes the root's place as the exposed one and the search ends
 *
 * Each vertex is scanned once as an outer vertex and each blossom merges the rows of its children, so a search takes
 * O(n^2) time and all searches O(n^3).
 */
export class AlternatingTree {
  readonly frontier: Frontier;
  private readonly label: Uint8Array;
  /** By inner node: the tree edge it was reached by, from a vertex of its outer parent to a vertex of its own. */
  private readonly reachedFrom: Int32Array;
  private readonly reachedAt: Int32Array;
  /** By outer node: its best edge to another outer node. Its key is twice the delta at which it is tight. */
  private readonly bestKey: Float64Array;
  private readonly bestFrom: Int32Array;
  private readonly bestTo: Int32Array;
  /** By outer blossom: the reach of its vertices. */
  private readonly rows: (BlossomRow | undefined)[];
  private readonly unusedRows: BlossomRow[] = [];
  private readonly outerNodes: Int32Array;
  private outerCount = 0;
  private readonly innerBlossoms: Int32Array;
  private innerCount = 0;
  private readonly visited: Int32Array;
  private visit = 0;
  private delta = 0;
  private leastPotential = Number.POSITIVE_INFINITY;
  private leastVertex = NONE;

  constructor(
    private readonly blossoms: Blossoms,
    private readonly weights: WeightRows,
  ) {
    const nodes = blossoms.parent.length;
    this.frontier = new Frontier(blossoms.vertices);
    this.label = new Uint8Array(nodes);
    this.reachedFrom = new Int32Array(nodes);
    this.reachedAt = new Int32Array(nodes);
    this.bestKey = new Float64Array(nodes);
    this.bestFrom = new Int32Array(nodes);
    this.bestTo = new Int32Array(nodes);
    this.rows = Array<undefined>(nodes).fill(undefined);
    // A node may be listed again after it was dissolved and reached again: once for every event at most.
    this.outerNodes = new Int32Array(2 * nodes + 2);
    this.innerBlossoms = new Int32Array(2 * nodes + 2);
    this.visited = new Int32Array(nodes);
  }

  /** Runs a search from an exposed vertex whose dual is above 0. */
  search(root: number): void {
    const { blossoms, frontier } = this;
    frontier.reset();
    this.delta = 0;
    this.outerCount = this.innerCount = 0;
    this.leastPotential = Number.POSITIVE_INFINITY;
    this.addOuter(blossoms.top[root] as number);
    for (;;) {
      frontier.findFree();
      const contract = this.nextContraction();
      const expand = this.nextExpansion();
      const contractAt =
        contract === NONE ? Number.POSITIVE_INFINITY : (this.bestKey[contract] as number) / 2;
      const expandAt = expand === NONE ? Number.POSITIVE_INFINITY : (blossoms.dual[expand] as number);
      const growAt = frontier.freeKey;
      this.delta = Math.min(this.leastPotential, growAt, contractAt, expandAt);
      if (this.leastPotential === this.delta) {
        this.flip(this.leastVertex, NONE);
        break;
      }
      if (growAt === this.delta) {
        if (this.grow(frontier.freeVertex)) break;
      } else if (contractAt === this.delta) {
        this.contract(this.bestFrom[contract] as number, this.bestTo[contract] as number);
      } else {
        this.expand(expand);
      }
    }
    this.finish();
  }

  private nextContraction(): number {
    const { bestKey, outerNodes } = this;
    const { parent } = this.blossoms;
    let key = Number.POSITIVE_INFINITY;
    let node = NONE;
    let kept = 0;
    for (let k = 0; k < this.outerCount; k++) {
      const outer = outerNodes[k] as number;
      if (parent[outer] !== NONE) continue;
      outerNodes[kept++] = outer;
      if ((bestKey[outer] as number) < key) {
        key = bestKey[outer] as number;
        node = outer;
      }
    }
    this.outerCount = kept;
    return node;
  }

  private nextExpansion(): number {
    const { innerBlossoms } = this;
    const { dual, parent } = this.blossoms;
    let blossom = NONE;
    let kept = 0;
    for (let k = 0; k < this.innerCount; k++) {
      const inner = innerBlossoms[k] as number;
      if (parent[inner] !== NONE || this.label[inner] !== INNER) continue;
      innerBlossoms[kept++] = inner;
      if (blossom === NONE || (dual[inner] as number) < (dual[blossom] as number)) blossom = inner;
    }
    this.innerCount = kept;
    return blossom;
  }

  /** Labels a free outermost node outer and scans its vertices. */
  private addOuter(node: number): void {
    const { blossoms, frontier } = this;
    this.label[node] = OUTER;
    this.outerNodes[this.outerCount++] = node;
    if (node < blossoms.vertices) {
      this.makeOuter(node, this.delta);
      this.weights.scan(node, frontier);
    } else {
      blossoms.dual[node] = (blossoms.dual[node] as number) - this.delta;
      const last = blossoms.lastVertex[node] as number;
      for (let v = blossoms.firstVertex[node] as number; ; v = blossoms.nextVertex[v] as number) {
        this.makeOuter(v, this.delta);
        if (v === last) break;
      }
      const row = this.takeRow();
      for (let v = blossoms.firstVertex[node] as number; ; v = blossoms.nextVertex[v] as number) {
        this.weights.merge(v, row, frontier, true);
        if (v === last) break;
      }
      this.keepRow(node, row);
    }
    this.bestKey[node] = frontier.bestKey;
    this.bestFrom[node] = frontier.bestFrom;
    this.bestTo[node] = frontier.bestTo;
  }

  /** Gives a vertex the potential of an outer one: `rise` above what it is. */
  private makeOuter(v: number, rise: number): void {
    const { potential, outerPotential, freePotential } = this.frontier;
    const raised = (potential[v] as number) + rise;
    potential[v] = outerPotential[v] = raised;
    freePotential[v] = Number.POSITIVE_INFINITY;
    if (raised < this.leastPotential) {
      this.leastPotential = raised;
      this.leastVertex = v;
    }
  }

  /** Takes the free node of a vertex, and its mate, into the tree. True if it was exposed, and the path augmented. */
  private grow(v: number): boolean {
    const { blossoms, frontier } = this;
    const node = blossoms.top[v] as number;
    const from = frontier.reachFrom[v] as number;
    if (blossoms.isExposed(node)) {
      blossoms.rebase(node, v);
      blossoms.mate[v] = from;
      this.flip(from, v);
      return true;
    }
    this.addInner(node, from, v);
    const { potential, freePotential } = frontier;
    const last = blossoms.lastVertex[node] as number;
    for (let x = blossoms.firstVertex[node] as number; ; x = blossoms.nextVertex[x] as number) {
      potential[x] = (potential[x] as number) - this.delta;
      freePotential[x] = Number.POSITIVE_INFINITY;
      if (x === last) break;
    }
    const mate = blossoms.mate[blossoms.base[node] as number] as number;
    this.addOuter(blossoms.top[mate] as number);
    return false;
  }

  private addInner(node: number, from: number, at: number): void {
    const { dual, vertices } = this.blossoms;
    this.label[node] = INNER;
    this.reachedFrom[node] = from;
    this.reachedAt[node] = at;
    if (node < vertices) return;
    dual[node] = (dual[node] as number) + this.delta;
    this.innerBlossoms[this.innerCount++] = node;
  }

  /** Contracts the circle that the tight edge (u, v) closes between two outer nodes. */
  private contract(u: number, v: number): void {
    const { blossoms, delta } = this;
    const one = blossoms.top[u] as number;
    const other = blossoms.top[v] as number;
    const meeting = this.commonAncestor(one, other);
    blossoms.link(one, other, u, v);
    for (let node = one; node !== meeting; ) {
      const outer = blossoms.base[node] as number;
      const inner = blossoms.mate[outer] as number;
      const innerNode = blossoms.top[inner] as number;
      const [from, at] = [this.reachedFrom[innerNode] as number, this.reachedAt[innerNode] as number];
      blossoms.link(innerNode, node, inner, outer);
      node = blossoms.top[from] as number;
      blossoms.link(node, innerNode, from, at);
    }
    for (let node = other; node !== meeting; ) {
      const outer = blossoms.base[node] as number;
      const inner = blossoms.mate[outer] as number;
      const innerNode = blossoms.top[inner] as number;
      const [from, at] = [this.reachedFrom[innerNode] as number, this.reachedAt[innerNode] as number];
      blossoms.link(node, innerNode, outer, inner);
      node = blossoms.top[from] as number;
      blossoms.link(innerNode, node, at, from);
    }
    const blossom = blossoms.contract(meeting);
    this.label[blossom] = OUTER;
    blossoms.dual[blossom] = -delta;
    this.keepRow(blossom, this.mergeChildren(blossom));
    this.outerNodes[this.outerCount++] = blossom;
    this.bestKey[blossom] = this.frontier.bestKey;
    this.bestFrom[blossom] = this.frontier.bestFrom;
    this.bestTo[blossom] = this.frontier.bestTo;
  }

  /** The outer node where the ways of two outer nodes to the root meet. Both are walked in turns. */
  private commonAncestor(one: number, other: number): number {
    const { blossoms, visited } = this;
    const mark = ++this.visit;
    let [node, waiting] = [one, other];
    for (;;) {
      if (node !== NONE) {
        if (visited[node] === mark) return node;
        visited[node] = mark;
        const inner = blossoms.mate[blossoms.base[node] as number] as number;
        const reached = inner === NONE ? NONE : (this.reachedFrom[blossoms.top[inner] as number] as number);
        node = reached === NONE ? NONE : (blossoms.top[reached] as number);
      }
      [node, waiting] = [waiting, node];
    }
  }

  /** Settles the duals of the children of a new blossom, makes its inner vertices outer, and merges all rows. */
  private mergeChildren(blossom: number): BlossomRow {
    const { blossoms, delta, frontier, rows } = this;
    const { baseChild, dual, firstVertex, lastVertex, next, nextVertex, vertices } = blossoms;
    const first = baseChild[blossom] as number;
    let row: BlossomRow | undefined;
    let child = first;
    do {
      if (this.label[child] === INNER) {
        if (child >= vertices) dual[child] = (dual[child] as number) - delta;
        for (let v = firstVertex[child] as number; ; v = nextVertex[v] as number) {
          this.makeOuter(v, 2 * delta);
          if (v === lastVertex[child]) break;
        }
      } else if (child >= vertices) {
        dual[child] = (dual[child] as number) + delta;
        const own = rows[child] as BlossomRow;
        rows[child] = undefined;
        if (row === undefined) row = own;
        else this.mergeRow(own, row);
      }
      child = next[child] as number;
    } while (child !== first);
    const merged = row ?? this.takeRow();
    do {
      if (this.label[child] === INNER || child < vertices) {
        const isNew = this.label[child] === INNER;
        for (let v = firstVertex[child] as number; ; v = nextVertex[v] as number) {
          this.weights.merge(v, merged, frontier, isNew);
          if (v === lastVertex[child]) break;
        }
      }
      this.label[child] = FREE;
      child = next[child] as number;
    } while (child !== first);
    return merged;
  }

  private mergeRow(own: BlossomRow, into: BlossomRow): void {
    const { vertices } = this.blossoms;
    for (let v = 0; v < vertices; v++) {
      const value = own.reach[v] as number;
      if (value < (into.reach[v] as number)) {
        into.reach[v] = value;
        into.from[v] = own.from[v] as number;
      }
    }
    this.unusedRows.push(own);
  }

  private takeRow(): BlossomRow {
    const { vertices } = this.blossoms;
    const unused = this.unusedRows.pop();
    if (unused !== undefined) {
      unused.reach.fill(Number.POSITIVE_INFINITY);
      return unused;
    }
    return {
      reach: new Float64Array(vertices).fill(Number.POSITIVE_INFINITY),
      from: new Int32Array(vertices),
    };
  }

  /** Gives an outer blossom its row, without the edges inside it, and finds its best edge. */
  private keepRow(blossom: number, row: BlossomRow): void {
    const { firstVertex, lastVertex, nextVertex } = this.blossoms;
    for (let v = firstVertex[blossom] as number; ; v = nextVertex[v] as number) {
      row.reach[v] = Number.POSITIVE_INFINITY;
      if (v === lastVertex[blossom]) break;
    }
    this.rows[blossom] = row;
    this.frontier.findBest(row);
  }

  /** Replaces an inner blossom of dual 0 by its children: those on the even way from entry to base stay in the tree. */
  private expand(blossom: number): void {
    const { blossoms, delta } = this;
    const { baseChild, linkFrom, linkTo, next, previous } = blossoms;
    const { potential, freePotential } = this.frontier;
    const at = this.reachedAt[blossom] as number;
    const last = baseChild[blossom] as number;
    let inner = blossoms.childWith(blossom, at);
    const entry = inner;
    const forward = blossoms.isEvenForward(blossom, entry);
    blossoms.dissolve(blossom);
    this.label[blossom] = FREE;
    let child = entry;
    do {
      this.label[child] = FREE;
      child = next[child] as number;
    } while (child !== entry);
    this.addInner(inner, this.reachedFrom[blossom] as number, at);
    while (inner !== last) {
      const outer = (forward ? next[inner] : previous[inner]) as number;
      this.label[outer] = OUTER;
      inner = (forward ? next[outer] : previous[outer]) as number;
      if (forward) this.addInner(inner, linkFrom[outer] as number, linkTo[outer] as number);
      else this.addInner(inner, linkTo[inner] as number, linkFrom[inner] as number);
    }
    child = entry;
    do {
      if (this.label[child] !== INNER) {
        const free = this.label[child] === FREE;
        for (let v = blossoms.firstVertex[child] as number; ; v = blossoms.nextVertex[v] as number) {
          potential[v] = (potential[v] as number) + delta;
          if (free) freePotential[v] = potential[v] as number;
          if (v === blossoms.lastVertex[child]) break;
        }
      }
      child = next[child] as number;
    } while (child !== entry);
    this.frontier.freeKnown = false;
    do {
      if (this.label[child] === OUTER) this.addOuter(child);
      child = next[child] as number;
    } while (child !== entry);
  }

  /** Matches an outer vertex to a new mate, or to none, and changes the matching on its way to the root. */
  private flip(vertex: number, newMate: number): void {
    const { base, mate, top } = this.blossoms;
    let [outer, partner] = [vertex, newMate];
    for (;;) {
      const node = top[outer] as number;
      const inner = mate[base[node] as number] as number;
      this.blossoms.rebase(node, outer);
      mate[outer] = partner;
      if (inner === NONE) return;
      const innerNode = top[inner] as number;
      partner = this.reachedAt[innerNode] as number;
      outer = this.reachedFrom[innerNode] as number;
      this.blossoms.rebase(innerNode, partner);
      mate[partner] = outer;
    }
  }

  /** Turns potentials back into duals, takes all labels away, and dissolves outer blossoms that ended with dual 0. */
  private finish(): void {
    const { blossoms, delta, label } = this;
    const { dual, parent, top, vertices } = blossoms;
    const { potential } = this.frontier;
    for (let v = 0; v < vertices; v++) {
      const kind = label[top[v] as number];
      if (kind === OUTER) potential[v] = (potential[v] as number) - delta;
      else if (kind === INNER) potential[v] = (potential[v] as number) + delta;
    }
    for (let k = 0; k < this.innerCount; k++) {
      const blossom = this.innerBlossoms[k] as number;
      if (parent[blossom] === NONE && label[blossom] === INNER)
        dual[blossom] = (dual[blossom] as number) - delta;
      label[blossom] = FREE;
    }
    for (let v = 0; v < vertices; v++) label[top[v] as number] = FREE;
    for (let k = 0; k < this.outerCount; k++) {
      const node = this.outerNodes[k] as number;
      if (node < vertices || parent[node] !== NONE) continue;
      dual[node] = (dual[node] as number) + delta;
      this.unusedRows.push(this.rows[node] as BlossomRow);
      this.rows[node] = undefined;
      if (dual[node] === 0) this.dissolveFlat(node);
    }
  }

  /** Dissolves a blossom of dual 0, and children that have one too. */
  private dissolveFlat(blossom: number): void {
    const { baseChild, dual, next, vertices } = this.blossoms;
    if (blossom < vertices || dual[blossom] !== 0) return;
    this.blossoms.dissolve(blossom);
    const first = baseChild[blossom] as number;
    let child = first;
    do {
      this.dissolveFlat(child);
      child = next[child] as number;
    } while (child !== first);
  }
}
