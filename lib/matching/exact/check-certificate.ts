/**
 * Checks that a matching has maximum weight, given its duals. Shares no code with the solver, so that a mistake there
 * cannot hide here.
 *
 * Why it proves it: let y be at least 0 for each vertex, z at least 0 for each of some odd sets B of vertices, and let
 * every edge have slack y(u) + y(v) + (sum of z of the sets with both u and v) - weight of at least 0. Any matching has
 * at most (|B| - 1) / 2 edges within B, so none weighs more than sum of y(v) + sum of z(B) (|B| - 1) / 2. A matching
 * with only tight edges (slack 0), that leaves exposed only vertices of y = 0 and fills every B, weighs just that.
 */

export interface DualCertificate {
  /**
   * Added to the weight of every edge, so that more pairs always weigh more: 0 unless a maximum cardinality was asked
   * for.
   */
  readonly cardinalityBonus: number;
  /** y, a multiple of 1/2, by vertex. */
  readonly vertexDuals: Float64Array;
  /** The blossoms: odd sets, nested or apart, each with its z above 0. */
  readonly blossoms: { readonly vertices: Int32Array; readonly dual: number }[];
}

export type CertificateFault =
  | "wrong_length"
  | "not_exact"
  | "not_a_matching"
  | "pair_is_no_edge_or_not_tight"
  | "negative_dual"
  | "exposed_with_dual"
  | "not_a_blossom"
  | "blossoms_cross"
  | "blossom_not_full"
  | "negative_slack"
  | "bonus_too_small";

/**
 * Halves up to this add up without rounding, four at a time. Beyond it a large bonus would swallow the weights, and then any
 * matching could be called the best.
 */
const LARGEST = 2 ** 50;

const isExact = (value: number) => Number.isInteger(2 * value) && Math.abs(value) <= LARGEST;

/** The graph as the solver takes it: edge e joins u[e] and v[e]. */
interface CheckedGraph {
  readonly vertices: number;
  readonly u: Int32Array;
  readonly v: Int32Array;
  readonly weight: Float64Array;
}

/**
 * The first fault found, or null where the certificate proves that the matching has maximum weight and, with a bonus,
 * maximum cardinality before that. `mate` holds each vertex's partner, or -1. Time: O(edges + total size of the
 * blossoms), and once more the depth of nesting for an edge within a blossom.
 */
export function checkCertificate(
  graph: CheckedGraph,
  mate: Int32Array,
  certificate: DualCertificate,
): CertificateFault | null {
  const { vertices, u, v, weight } = graph;
  const { cardinalityBonus: bonus, vertexDuals: y, blossoms } = certificate;
  if (mate.length !== vertices || y.length !== vertices) return "wrong_length";
  if (u.length !== weight.length || v.length !== weight.length) return "wrong_length";
  if (!isExact(bonus)) return "not_exact";
  for (let a = 0; a < vertices; a++) {
    const b = mate[a] as number;
    if (b !== -1 && (b === a || mate[b] !== a)) return "not_a_matching";
    if (!((y[a] as number) >= 0)) return "negative_dual";
    if (!isExact(y[a] as number)) return "not_exact";
    if (b === -1 && y[a] !== 0) return "exposed_with_dual";
  }
  const nest = nestOf(vertices, blossoms);
  if (typeof nest === "string") return nest;
  const { innermost, enclosing, sum } = nest;
  for (const { vertices: members, dual } of blossoms) {
    if (!(dual > 0)) return "negative_dual";
    if (!isExact(dual)) return "not_exact";
    if (!isFull(members, mate, vertices)) return "blossom_not_full";
  }
  if (!sum.every(isExact)) return "not_exact";
  let [least, most] = [0, 0];
  const isTight = new Uint8Array(vertices);
  for (let e = 0; e < weight.length; e++) {
    const [a, b, w] = [u[e] as number, v[e] as number, weight[e] as number];
    if (!isExact(w)) return "not_exact";
    if (w < least) least = w;
    if (w > most) most = w;
    let slack = (y[a] as number) + (y[b] as number) - (w + bonus);
    const isPair = mate[a] === b;
    // Duals of blossoms only add to the slack.
    if (slack < 0 || isPair) {
      let [one, other] = [innermost[a] as number, innermost[b] as number];
      // Blossoms are numbered from the smallest, so what encloses both has a higher number than either.
      while (one !== other) {
        if (one < other) one = enclosing[one] as number;
        else other = enclosing[other] as number;
      }
      slack += sum[one] as number;
    }
    if (!(slack >= 0)) return "negative_slack";
    if (isPair && slack === 0) isTight[a] = isTight[b] = 1;
  }
  for (let a = 0; a < vertices; a++) {
    if (mate[a] !== -1 && isTight[a] === 0) return "pair_is_no_edge_or_not_tight";
  }
  // One pair more must outweigh the largest difference that the weights of all pairs can make.
  if (bonus !== 0 && !(bonus > Math.floor(vertices / 2) * (most - least))) return "bonus_too_small";
  return null;
}

/** Blossoms by size, the smallest first; the last number is the whole graph, which encloses all and has no dual. */
interface Nest {
  /** By vertex: the smallest blossom with it. */
  innermost: Int32Array;
  /** By blossom: the next larger one around it. */
  enclosing: Int32Array;
  /** By blossom: its dual and those of all around it. */
  sum: Float64Array;
}

function nestOf(vertices: number, blossoms: DualCertificate["blossoms"]): Nest | CertificateFault {
  const bySize = [...blossoms].sort((a, b) => a.vertices.length - b.vertices.length);
  const whole = bySize.length;
  const innermost = new Int32Array(vertices).fill(whole);
  const outermost = new Int32Array(vertices).fill(-1);
  const enclosing = new Int32Array(whole + 1).fill(whole);
  const size = bySize.map((blossom) => blossom.vertices.length);
  for (const [number, { vertices: members }] of bySize.entries()) {
    if (members.length < 3 || members.length % 2 === 0) return "not_a_blossom";
    const inside = new Map<number, number>();
    for (const a of members) {
      if (!(a >= 0 && a < vertices) || outermost[a] === number) return "not_a_blossom";
      const within = outermost[a] as number;
      if (within === -1) innermost[a] = number;
      else inside.set(within, (inside.get(within) ?? 0) + 1);
      outermost[a] = number;
    }
    for (const [within, shared] of inside) {
      if (shared !== size[within]) return "blossoms_cross";
      enclosing[within] = number;
    }
  }
  const sum = new Float64Array(whole + 1);
  for (let number = whole - 1; number >= 0; number--) {
    sum[number] = (bySize[number]?.dual ?? 0) + (sum[enclosing[number] as number] as number);
  }
  return { innermost, enclosing, sum };
}

/** True if all members but one are matched among themselves. */
function isFull(members: Int32Array, mate: Int32Array, vertices: number): boolean {
  const isMember = new Uint8Array(vertices);
  for (const a of members) isMember[a] = 1;
  let matchedWithin = 0;
  for (const a of members) {
    const b = mate[a] as number;
    if (b !== -1 && isMember[b] === 1) matchedWithin++;
  }
  return matchedWithin === members.length - 1;
}
