import blossom from "edmonds-blossom";
import type { WeightedGraph } from "../exact/weighted-graph";

export interface Value {
  pairs: number;
  weight: number;
}

/**
 * The best a matching can be, by trying all of them: over all sets of vertices, the least one is left alone or paired
 * with each other one.
 */
export function bruteForce(graph: WeightedGraph, maxCardinality: boolean): Value {
  const { vertices, u, v, weight } = graph;
  const between = Array.from({ length: vertices }, () => new Map<number, number>());
  for (let e = 0; e < weight.length; e++) {
    const [a, b, w] = [u[e] ?? 0, v[e] ?? 0, weight[e] ?? 0];
    const best = Math.max(w, between[a]?.get(b) ?? Number.NEGATIVE_INFINITY);
    between[a]?.set(b, best);
    between[b]?.set(a, best);
  }
  const isBetter = (one: Value, other: Value) =>
    maxCardinality && one.pairs !== other.pairs ? one.pairs > other.pairs : one.weight > other.weight;
  const best: Value[] = [{ pairs: 0, weight: 0 }];
  for (let set = 1; set < 2 ** vertices; set++) {
    const least = 31 - Math.clz32(set & -set);
    const rest = set & (set - 1);
    let found = best[rest] ?? { pairs: 0, weight: 0 };
    for (const [other, w] of between[least] ?? []) {
      if ((rest & (1 << other)) === 0) continue;
      const without = best[rest & ~(1 << other)] ?? { pairs: 0, weight: 0 };
      const value = { pairs: without.pairs + 1, weight: without.weight + w };
      if (isBetter(value, found)) found = value;
    }
    best[set] = found;
  }
  return best[2 ** vertices - 1] ?? { pairs: 0, weight: 0 };
}

/** What `edmonds-blossom`, an independent implementation, finds. */
export function edmondsBlossom(graph: WeightedGraph, maxCardinality = false): Value {
  const edges = edgesOf(graph);
  const mate = edges.length === 0 ? [] : blossom(edges, maxCardinality);
  const value = { pairs: 0, weight: 0 };
  for (const [a, b, w] of edges) {
    if (mate[a] !== b) continue;
    value.pairs++;
    value.weight += w;
  }
  return value;
}

export function edgesOf({ u, v, weight }: WeightedGraph): [number, number, number][] {
  return Array.from(weight, (w, e) => [u[e] ?? 0, v[e] ?? 0, w]);
}
