import type { WeightedGraph } from "../exact/weighted-graph";

/** A graph with each pair an edge with the chance `density`, its weight as drawn. */
export function randomGraph(
  vertices: number,
  density: number,
  random: () => number,
  draw: (u: number, v: number) => number,
): WeightedGraph {
  const u: number[] = [];
  const v: number[] = [];
  const weight: number[] = [];
  for (let a = 0; a < vertices; a++) {
    for (let b = a + 1; b < vertices; b++) {
      if (random() >= density) continue;
      u.push(a);
      v.push(b);
      weight.push(draw(a, b));
    }
  }
  return { vertices, u: Int32Array.from(u), v: Int32Array.from(v), weight: Float64Array.from(weight) };
}

/** A drawing of integer weights from `least` to `most`. */
export const integersFrom = (least: number, most: number, random: () => number) => (): number =>
  least + Math.floor(random() * (most - least + 1));

/** Weights of points in the unit square, in clusters of odd size: the nearer, the heavier. They make deep blossoms. */
export function clusteredWeights(
  vertices: number,
  random: () => number,
  scale: number,
): (u: number, v: number) => number {
  const points: [number, number][] = [];
  while (points.length < vertices) {
    const [x, y] = [random(), random()];
    const size = 3 + 2 * Math.floor(random() * 4);
    for (let k = 0; k < size; k++) points.push([x + 0.02 * random(), y + 0.02 * random()]);
  }
  return (a, b) => {
    const [ax, ay] = points[a] as [number, number];
    const [bx, by] = points[b] as [number, number];
    return Math.round(scale * Math.exp(-2 * Math.hypot(ax - bx, ay - by)));
  };
}
