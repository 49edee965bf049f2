import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seeded } from "../../scoring/testdata/crowd";
import { clusteredWeights, integersFrom, randomGraph } from "../testdata/graphs";
import { checkCertificate, type DualCertificate } from "./check-certificate";
import { maxWeightMatching } from "./max-weight-matching";
import type { WeightedGraph } from "./weighted-graph";

/**
 *     0 --10-- 1 --10-- 2 --10-- 0   a triangle, matched 0 = 1
 *              3 --2--- 4            a pair apart
 */
const graph: WeightedGraph = {
  vertices: 5,
  u: Int32Array.of(0, 1, 2, 3),
  v: Int32Array.of(1, 2, 0, 4),
  weight: Float64Array.of(10, 10, 10, 2),
};
const mate = Int32Array.of(1, 0, -1, 4, 3);
const certificate: DualCertificate = {
  cardinalityBonus: 0,
  vertexDuals: Float64Array.of(0, 0, 0, 1.5, 0.5),
  blossoms: [{ vertices: Int32Array.of(0, 1, 2), dual: 10 }],
};

const withDuals = (...duals: number[]) => ({ ...certificate, vertexDuals: Float64Array.from(duals) });
const withBlossoms = (...blossoms: [number[], number][]) => ({
  ...certificate,
  blossoms: blossoms.map(([vertices, dual]) => ({ vertices: Int32Array.from(vertices), dual })),
});

describe("the certificate of a matching", () => {
  test("is accepted where it proves the matching", () => {
    expect(checkCertificate(graph, mate, certificate)).toBeNull();
  });

  test.each([
    ["a dual too small for an edge", mate, withDuals(0, 0, 0, 1, 0.5), "negative_slack"],
    ["a dual too large for a pair", mate, withDuals(0, 0, 0, 2, 0.5), "pair_is_no_edge_or_not_tight"],
    ["a dual below 0", mate, withDuals(0, 0, 0, 2.5, -0.5), "negative_dual"],
    ["a dual that is no number", mate, withDuals(0, 0, 0, Number.NaN, 0.5), "negative_dual"],
    ["an exposed vertex with a dual", mate, withDuals(0, 0, 1, 1.5, 0.5), "exposed_with_dual"],
    ["too few duals", mate, withDuals(0, 0, 0, 1.5), "wrong_length"],
    ["a partner who has another", Int32Array.of(1, 2, 1, 4, 3), certificate, "not_a_matching"],
    ["a partner who is not there", Int32Array.of(1, 0, 9, 4, 3), certificate, "not_a_matching"],
    ["a vertex matched to itself", Int32Array.of(1, 0, 2, 4, 3), certificate, "not_a_matching"],
    ["a pair too few", Int32Array.of(1, 0, -1, -1, -1), certificate, "exposed_with_dual"],
    [
      "a pair that is no edge",
      Int32Array.of(1, 0, 3, 2, -1),
      withDuals(0, 0, 0, 2, 0),
      "pair_is_no_edge_or_not_tight",
    ],
    ["a blossom that is missing", mate, withBlossoms(), "negative_slack"],
    ["a blossom of an even number", mate, withBlossoms([[0, 1], 10]), "not_a_blossom"],
    ["a blossom with a vertex twice", mate, withBlossoms([[0, 1, 1], 10]), "not_a_blossom"],
    ["a blossom with a vertex that is not there", mate, withBlossoms([[0, 1, 7], 10]), "not_a_blossom"],
    ["a blossom of a single vertex", mate, withBlossoms([[0, 1, 2], 10], [[3], 1]), "not_a_blossom"],
    ["a blossom with a dual of 0", mate, withBlossoms([[0, 1, 2], 0]), "negative_dual"],
    ["a blossom too weak", mate, withBlossoms([[0, 1, 2], 9]), "negative_slack"],
    ["a blossom too strong", mate, withBlossoms([[0, 1, 2], 11]), "pair_is_no_edge_or_not_tight"],
    ["blossoms that cross", mate, withBlossoms([[0, 1, 2], 5], [[1, 2, 3], 5]), "blossoms_cross"],
    ["a blossom not filled by the matching", mate, withBlossoms([[0, 1, 2], 10], [[0, 1, 2, 3, 4], 1]), null],
    ["a blossom with two left alone", mate, withBlossoms([[1, 2, 3], 10]), "blossom_not_full"],
    ["a bonus that could be outweighed", mate, { ...certificate, cardinalityBonus: 1 }, "negative_slack"],
  ] as const)("is refused for %s", (_, matching, forged, fault) => {
    // The nested blossoms are full, so there it is the pairs that are no longer tight.
    expect(checkCertificate(graph, matching, forged)).toBe(fault ?? "pair_is_no_edge_or_not_tight");
  });

  test("is refused for a cardinality bonus too small to put the number of pairs first", () => {
    const path: WeightedGraph = {
      vertices: 4,
      u: Int32Array.of(0, 1, 2),
      v: Int32Array.of(1, 2, 3),
      weight: Float64Array.of(0, 10, 0),
    };
    const one = maxWeightMatching(path);
    const most = maxWeightMatching(path, { maxCardinality: true });
    expect(checkCertificate(path, most.mate, most.certificate)).toBeNull();
    expect(most.pairs).toBe(2);
    // With a bonus of 1 the single heavy pair still wins: proven for that bonus, but no proof of the most pairs.
    const weak = { cardinalityBonus: 1, vertexDuals: Float64Array.of(0, 5.5, 5.5, 0), blossoms: [] };
    expect(checkCertificate(path, one.mate, weak)).toBe("bonus_too_small");
  });

  test.each([
    ["a bonus", { cardinalityBonus: 2 ** 60, vertexDuals: new Float64Array(4).fill(2 ** 59), blossoms: [] }],
    [
      "a bonus and a blossom",
      {
        cardinalityBonus: 2 ** 60,
        vertexDuals: Float64Array.of(2 ** 59, 2 ** 59, 2 ** 59, 2 ** 59),
        blossoms: [{ vertices: Int32Array.of(0, 1, 2), dual: 1 }],
      },
    ],
    [
      "duals without end",
      { ...certificate, vertexDuals: new Float64Array(4).fill(Number.POSITIVE_INFINITY) },
    ],
    [
      "a dual finer than halves",
      { ...certificate, vertexDuals: Float64Array.of(0.1, 0.9, 0, 0), blossoms: [] },
    ],
  ])("is refused for %s so large or fine that sums in floats are no longer exact", (_, forged) => {
    const square: WeightedGraph = {
      vertices: 4,
      u: Int32Array.of(0, 2, 0, 1),
      v: Int32Array.of(1, 3, 2, 3),
      weight: Float64Array.of(1, 1, 10, 10),
    };
    // Of weight 2, where 20 is the best.
    expect(checkCertificate(square, Int32Array.of(1, 0, 3, 2), forged)).toBe("not_exact");
  });

  test("is refused for weights that are not exact themselves", () => {
    for (const weight of [2 ** 53, 0.1, Number.POSITIVE_INFINITY, Number.NaN]) {
      const pair: WeightedGraph = {
        vertices: 2,
        u: Int32Array.of(0),
        v: Int32Array.of(1),
        weight: Float64Array.of(weight),
      };
      const proof = { cardinalityBonus: 0, vertexDuals: Float64Array.of(4, 4), blossoms: [] };
      expect(checkCertificate(pair, Int32Array.of(1, 0), proof)).toBe("not_exact");
    }
  });

  test("is refused whenever a matching is not the best, whatever its duals are", () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 4, max: 40 }),
        fc.boolean(),
        (seed, vertices, clustered) => {
          const random = seeded(seed);
          const draw = clustered ? clusteredWeights(vertices, random, 500) : integersFrom(1, 500, random);
          const drawn = randomGraph(vertices, 1, random, draw);
          const best = maxWeightMatching(drawn);
          const worse = best.mate.slice();
          const swapped = Math.floor(random() * vertices);
          const other = worse[swapped] ?? -1;
          if (other === -1) return;
          worse[swapped] = worse[other] = -1;
          expect(checkCertificate(drawn, worse, best.certificate)).not.toBeNull();
        },
      ),
    );
  });

  test("is refused after any one of its duals has changed", () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(-0.5, 0.5, 1), fc.boolean(), (seed, change, ofBlossom) => {
        const random = seeded(seed);
        const drawn = randomGraph(30, 1, random, clusteredWeights(30, random, 500));
        const { mate: partners, certificate: proof } = maxWeightMatching(drawn);
        const duals = proof.vertexDuals.slice();
        const blossoms = proof.blossoms.map((blossom) => ({ ...blossom }));
        const blossom = blossoms[Math.floor(random() * blossoms.length)];
        if (ofBlossom && blossom !== undefined) blossom.dual += change;
        else {
          const vertex = Math.floor(random() * 30);
          duals[vertex] = (duals[vertex] ?? 0) + change;
        }
        const forged = { ...proof, vertexDuals: duals, blossoms };
        expect(checkCertificate(drawn, partners, forged)).not.toBeNull();
      }),
    );
  });
});
