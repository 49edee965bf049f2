import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seeded } from "../../scoring/testdata/crowd";
import { MatchingError } from "../matching-error";
import { clusteredWeights, integersFrom, randomGraph } from "../testdata/graphs";
import { bruteForce, edmondsBlossom } from "../testdata/reference-matching.fixture";
import { checkCertificate } from "./check-certificate";
import { type MatchingOptions, maxWeightMatching } from "./max-weight-matching";
import { integerWeights, MAX_WEIGHT, type WeightedGraph } from "./weighted-graph";

/** Every matching of these tests goes through here, so each one is proven by its certificate. */
function certified(graph: WeightedGraph, options: MatchingOptions = {}) {
  const matching = maxWeightMatching(graph, options);
  expect(checkCertificate(graph, matching.mate, matching.certificate)).toBeNull();
  return matching;
}

function graphOf(vertices: number, edges: [number, number, number][]): WeightedGraph {
  return {
    vertices,
    u: Int32Array.from(edges, ([u]) => u),
    v: Int32Array.from(edges, ([, v]) => v),
    weight: Float64Array.from(edges, ([, , weight]) => weight),
  };
}

/** Graphs of every sort that matters: few or all edges, ties, weights below 0, clusters, isolated vertices. */
const graphs = (most: number): fc.Arbitrary<WeightedGraph> =>
  fc
    .tuple(fc.integer(), fc.nat(most), fc.nat(10), fc.constantFrom("tied", "signed", "clustered", "wide"))
    .map(([seed, vertices, density, sort]) => {
      const random = seeded(seed);
      const draw = {
        tied: integersFrom(1, 4, random),
        signed: integersFrom(-30, 60, random),
        clustered: clusteredWeights(vertices, random, 1000),
        wide: integersFrom(0, 2 ** 40, random),
      }[sort];
      return randomGraph(vertices, 0.1 + density / 10, random, draw);
    });

describe("a matching of maximum weight", () => {
  test.each([
    ["of any size", false],
    ["of maximum cardinality", true],
  ])("%s is as good as the best of all matchings of up to 10 vertices", (_, maxCardinality) => {
    fc.assert(
      fc.property(graphs(10), (graph) => {
        const best = bruteForce(graph, maxCardinality);
        for (const layout of ["dense", "sparse"] as const) {
          const found = certified(graph, { maxCardinality, layout });
          expect(found.weight).toBe(best.weight);
          if (maxCardinality) expect(found.pairs).toBe(best.pairs);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("weighs what edmonds-blossom finds in graphs of up to 60 vertices", () => {
    fc.assert(
      fc.property(graphs(60), fc.boolean(), (graph, maxCardinality) => {
        const { weight, pairs } = edmondsBlossom(graph, maxCardinality);
        const found = certified(graph, { maxCardinality });
        expect(found.weight).toBe(weight);
        if (maxCardinality) expect(found.pairs).toBe(pairs);
      }),
      { numRuns: 300 },
    );
  });

  test.each(["random", "clustered", "tied"])(
    "weighs what edmonds-blossom finds for 200 vertices, %s",
    (sort) => {
      const random = seeded(200);
      const draw =
        sort === "random"
          ? integersFrom(0, 1_000_000, random)
          : sort === "tied"
            ? integersFrom(1, 10, random)
            : clusteredWeights(200, random, 1_000_000);
      for (const density of [1, 0.05]) {
        const graph = randomGraph(200, density, random, draw);
        expect(certified(graph).weight).toBe(edmondsBlossom(graph).weight);
      }
    },
  );

  test("does not depend on how vertices are numbered or edges laid out", () => {
    fc.assert(
      fc.property(graphs(80), fc.integer(), (graph, seed) => {
        const random = seeded(seed);
        const order = Array.from({ length: graph.vertices }, (_, v) => v);
        for (let k = order.length - 1; k > 0; k--) {
          const other = Math.floor(random() * (k + 1));
          [order[k], order[other]] = [order[other] ?? 0, order[k] ?? 0];
        }
        const renumbered = {
          ...graph,
          u: graph.u.map((vertex) => order[vertex] ?? 0),
          v: graph.v.map((vertex) => order[vertex] ?? 0),
        };
        const { weight } = certified(graph, { layout: "dense" });
        expect(certified(renumbered, { layout: "sparse" }).weight).toBe(weight);
      }),
      { numRuns: 300 },
    );
  });

  test("is the same in every run", () => {
    const random = seeded(4);
    const graph = randomGraph(120, 1, random, integersFrom(1, 5, random));
    expect(certified(graph).mate).toEqual(certified(graph).mate);
  });

  test("is certified for 600 people in clusters of odd size, where blossoms nest deepest", () => {
    const random = seeded(5);
    const matching = certified(randomGraph(600, 1, random, clusteredWeights(600, random, 2 ** 30)));
    expect(matching.pairs).toBe(300);
    expect(matching.certificate.blossoms.length).toBeGreaterThan(100);
  });

  test("leaves out pairs below 0, unless the most pairs are asked for", () => {
    const path = graphOf(4, [
      [0, 1, -5],
      [1, 2, 10],
      [2, 3, -5],
    ]);
    expect(certified(path)).toMatchObject({ weight: 10, pairs: 1 });
    expect(certified(path, { maxCardinality: true })).toMatchObject({ weight: -10, pairs: 2 });
  });

  test("takes no vertices, no edges, isolated vertices, and the heavier of parallel edges", () => {
    expect(certified(graphOf(0, []))).toMatchObject({ weight: 0, pairs: 0 });
    expect(certified(graphOf(3, []), { maxCardinality: true }).mate).toEqual(Int32Array.of(-1, -1, -1));
    const parallel = graphOf(3, [
      [0, 2, 3],
      [2, 0, 8],
      [0, 2, 5],
    ]);
    for (const layout of ["dense", "sparse"] as const) {
      expect(certified(parallel, { layout })).toMatchObject({ weight: 8, mate: Int32Array.of(2, -1, 0) });
    }
  });

  test("is exact for the largest weights allowed", () => {
    const triangle = graphOf(3, [
      [0, 1, MAX_WEIGHT],
      [1, 2, MAX_WEIGHT - 1],
      [0, 2, MAX_WEIGHT - 2],
    ]);
    expect(certified(triangle).weight).toBe(MAX_WEIGHT);
  });

  test("tells how far it is, and ends with what the listener throws", () => {
    const random = seeded(6);
    const graph = randomGraph(50, 1, random, integersFrom(0, 1000, random));
    const seen: number[] = [];
    certified(graph, { onProgress: (done) => seen.push(done) });
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(50);
    const stop = new MatchingError("cancelled", "", "Stopped.");
    const throwing = () => {
      throw stop;
    };
    expect(() => maxWeightMatching(graph, { onProgress: throwing })).toThrow(stop);
  });

  test.each([
    ["a vertex that is not there", graphOf(2, [[0, 2, 1]]), "out_of_range", "v"],
    ["an edge from a vertex to itself", graphOf(2, [[1, 1, 1]]), "self_pair", "v"],
    ["a weight that is no integer", graphOf(2, [[0, 1, 0.5]]), "out_of_range", "weight"],
    ["a weight that is no number", graphOf(2, [[0, 1, Number.NaN]]), "out_of_range", "weight"],
    ["a weight too large to be exact", graphOf(2, [[0, 1, 2 * MAX_WEIGHT]]), "out_of_range", "weight"],
    [
      "lists of unequal length",
      { ...graphOf(2, [[0, 1, 1]]), v: new Int32Array(0) },
      "wrong_length",
      "weight",
    ],
    ["half a vertex", graphOf(0.5, []), "out_of_range", "vertices"],
  ] as const)("refuses %s", (_, graph, code, field) => {
    expect(() => maxWeightMatching(graph)).toThrow(
      expect.objectContaining({ name: "MatchingError", code, field }),
    );
  });
});

describe("scores as integers", () => {
  test("keep the optimum of the scores within the error that is promised", () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(10), fc.boolean(), (seed, vertices, maxCardinality) => {
        const random = seeded(seed);
        const graph = randomGraph(vertices, 0.7, random, () => random());
        const { weight, scale } = integerWeights(graph.weight, vertices, { maxCardinality });
        const { mate } = certified({ ...graph, weight }, { maxCardinality });
        let sum = 0;
        graph.weight.forEach((score, e) => {
          if (mate[graph.u[e] ?? 0] === graph.v[e]) sum += score;
        });
        const error = vertices / (2 * scale) + 1e-14;
        if (weight.length > 0) expect(error).toBeLessThan(1e-9);
        expect(Math.abs(sum - bruteForce(graph, maxCardinality).weight)).toBeLessThanOrEqual(error);
      }),
      { numRuns: 500 },
    );
  });

  test("are as exact as is promised for a thousand vertices", () => {
    const scores = Float64Array.of(1, 0.5, 0);
    expect(1000 / (2 * integerWeights(scores, 1000).scale)).toBeLessThan(1e-9);
    expect(1000 / (2 * integerWeights(scores, 1000, { maxCardinality: true }).scale)).toBeLessThan(1e-8);
  });

  test("refuse a score that is not finite", () => {
    expect(() => integerWeights(Float64Array.of(1, Number.NaN), 2)).toThrow(
      expect.objectContaining({ code: "out_of_range", index: 1 }),
    );
  });
});
