/** No vertex, no node. */
export const NONE = -1;

/**
 * The matching and the blossoms it is nested in. A node is a vertex (0 .. vertices - 1) or a blossom (from `vertices`
 * on): an odd ring of nodes, joined by edges of slack 0, in which all but the base are matched along the ring.
 *
 *        1 == 2            ==  matched
 *       /      \           --  not matched
 *      0        \          0 is the base: it is matched outside of the blossom, or exposed
 *       \      /
 *        4 == 3
 *
 * Every child of a ring may be a blossom again. Whichever vertex of a blossom is to be matched outside, the rest can be
 * re-matched within it (`rebase`), so a search may treat a blossom as one vertex.
 *
 * All arrays are allocated once. Blossoms that are dissolved give their number back.
 */
export class Blossoms {
  /** The partner of each vertex, or NONE. */
  readonly mate: Int32Array;
  /** The outermost blossom of each vertex, or itself. */
  readonly top: Int32Array;
  /** By node: the blossom it is a child of, or NONE. */
  readonly parent: Int32Array;
  /** By node: the one vertex that is not matched within it. */
  readonly base: Int32Array;
  /** By blossom: its dual z. 0 for vertices. */
  readonly dual: Float64Array;
  /** By blossom: the child that holds its base. */
  readonly baseChild: Int32Array;
  /** By child: its neighbours in the ring. */
  readonly next: Int32Array;
  readonly previous: Int32Array;
  /** By child: the edge to the next one, from a vertex in the child to a vertex in its successor. */
  readonly linkFrom: Int32Array;
  readonly linkTo: Int32Array;
  /** By node: its vertices are the list from the first to the last along nextVertex. */
  readonly firstVertex: Int32Array;
  readonly lastVertex: Int32Array;
  readonly nextVertex: Int32Array;

  private readonly unused: Int32Array;
  private unusedCount: number;

  constructor(readonly vertices: number) {
    // Blossoms are nested or apart, and each has at least two vertices more than its largest child.
    const blossoms = vertices >> 1;
    const nodes = vertices + blossoms;
    const byNode = () => new Int32Array(nodes).fill(NONE);
    this.mate = new Int32Array(vertices).fill(NONE);
    this.nextVertex = new Int32Array(vertices).fill(NONE);
    this.top = Int32Array.from({ length: vertices }, (_, v) => v);
    [this.parent, this.baseChild, this.next, this.previous] = [byNode(), byNode(), byNode(), byNode()];
    [this.linkFrom, this.linkTo] = [byNode(), byNode()];
    [this.base, this.firstVertex, this.lastVertex] = [byNode(), byNode(), byNode()];
    for (let v = 0; v < vertices; v++) this.base[v] = this.firstVertex[v] = this.lastVertex[v] = v;
    this.dual = new Float64Array(nodes);
    this.unused = Int32Array.from({ length: blossoms }, (_, k) => nodes - 1 - k);
    this.unusedCount = blossoms;
  }

  /** Is the outermost node's base without a partner? */
  isExposed(node: number): boolean {
    return this.mate[this.base[node] as number] === NONE;
  }

  /** Makes the child the successor of another in the ring being built, along the edge (from, to). */
  link(child: number, successor: number, from: number, to: number): void {
    this.next[child] = successor;
    this.previous[successor] = child;
    this.linkFrom[child] = from;
    this.linkTo[child] = to;
  }

  /** Makes a linked ring of outermost nodes a blossom, with a dual of 0, and returns its number. */
  contract(baseChild: number): number {
    const {
      base,
      baseChild: baseChildOf,
      dual,
      firstVertex,
      lastVertex,
      next,
      nextVertex,
      parent,
      top,
    } = this;
    const blossom = this.unused[--this.unusedCount] as number;
    baseChildOf[blossom] = baseChild;
    base[blossom] = base[baseChild] as number;
    dual[blossom] = 0;
    parent[blossom] = NONE;
    firstVertex[blossom] = firstVertex[baseChild] as number;
    let last = NONE;
    let child = baseChild;
    do {
      parent[child] = blossom;
      if (last !== NONE) nextVertex[last] = firstVertex[child] as number;
      last = lastVertex[child] as number;
      for (let v = firstVertex[child] as number; ; v = nextVertex[v] as number) {
        top[v] = blossom;
        if (v === last) break;
      }
      child = next[child] as number;
    } while (child !== baseChild);
    lastVertex[blossom] = last;
    return blossom;
  }

  /** Makes the children of an outermost blossom outermost. They keep their ring until they are linked again. */
  dissolve(blossom: number): void {
    const { baseChild, firstVertex, lastVertex, next, nextVertex, parent, top } = this;
    const first = baseChild[blossom] as number;
    let child = first;
    do {
      parent[child] = NONE;
      const last = lastVertex[child] as number;
      for (let v = firstVertex[child] as number; ; v = nextVertex[v] as number) {
        top[v] = child;
        if (v === last) break;
      }
      child = next[child] as number;
    } while (child !== first);
    this.unused[this.unusedCount++] = blossom;
  }

  /** The child of the blossom that holds the vertex. */
  childWith(blossom: number, vertex: number): number {
    let child = vertex;
    while (this.parent[child] !== blossom) child = this.parent[child] as number;
    return child;
  }

  /** True if the way from the child to the base child along `next` has an even number of edges. */
  isEvenForward(blossom: number, child: number): boolean {
    let edges = 0;
    for (let at = child; at !== this.baseChild[blossom]; at = this.next[at] as number) edges++;
    return edges % 2 === 0;
  }

  /** Re-matches within the node, so that the vertex is its base. The caller matches it outside. */
  rebase(node: number, vertex: number): void {
    if (node < this.vertices) return;
    const { baseChild, linkFrom, linkTo, next, previous } = this;
    const entry = this.childWith(node, vertex);
    this.rebase(entry, vertex);
    const last = baseChild[node] as number;
    const forward = this.isEvenForward(node, entry);
    // Pairs off what follows the entry: the even side of the ring was matched the other way round.
    for (let at = entry; at !== last; ) {
      const one = (forward ? next[at] : previous[at]) as number;
      const other = (forward ? next[one] : previous[one]) as number;
      const link = forward ? one : other;
      const [from, to] = [linkFrom[link] as number, linkTo[link] as number];
      this.rebase(link, from);
      this.rebase(forward ? other : one, to);
      this.mate[from] = to;
      this.mate[to] = from;
      at = other;
    }
    baseChild[node] = entry;
    this.base[node] = vertex;
  }
}
