import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pairCount, pairIndex } from "../scoring/score-all-pairs";
import { seeded } from "../scoring/testdata/crowd";
import { AllowedPairs } from "./allowed-pairs";
import { checkCertificate } from "./exact/check-certificate";
import { pairPeople } from "./pair-people";
import { crowdScores, drawnRules } from "./testdata/crowd-scores";
import { bruteForce } from "./testdata/reference-matching.fixture";

describe("a pairing of people", () => {
  test("has the highest sum of scores there is, above the threshold and as the rules allow", () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.nat(9),
        fc.constantFrom(0, 0.3, 0.7),
        fc.boolean(),
        (seed, people, threshold, most) => {
          const random = seeded(seed);
          const allowed = drawnRules(people, random, 0.3);
          const scores = Float64Array.from({ length: pairCount(people) }, () =>
            random() < 0.1 ? Number.NaN : random(),
          );
          const pairing = pairPeople(scores, allowed, { threshold, maxCardinality: most });
          expect(checkCertificate(pairing.graph, pairing.mate, pairing.certificate)).toBeNull();
          const u: number[] = [];
          const v: number[] = [];
          const weight: number[] = [];
          for (let i = 0; i < people; i++) {
            for (let j = i + 1; j < people; j++) {
              const score = scores[pairIndex(people, i, j)] ?? Number.NaN;
              if (!allowed.allows(i, j) || !(score >= threshold)) continue;
              u.push(i);
              v.push(j);
              weight.push(score);
            }
          }
          const graph = {
            vertices: people,
            u: Int32Array.from(u),
            v: Int32Array.from(v),
            weight: Float64Array.from(weight),
          };
          const best = bruteForce(graph, most);
          expect(pairing.pairs.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(best.weight, 8);
          if (most) expect(pairing.pairs).toHaveLength(best.pairs);
          const order = pairing.pairs.map(({ score }) => score);
          expect(order).toEqual(order.toSorted((a, b) => b - a));
        },
      ),
      { numRuns: 500 },
    );
  });

  test("makes pinned pairs, whatever they score, and is proven for the rest", () => {
    const scores = crowdScores(30, 1);
    scores[pairIndex(30, 3, 7)] = 0;
    for (const maxCardinality of [false, true]) {
      const pins: [number, number][] = [
        [7, 3],
        [0, 29],
      ];
      const { mate, pairs } = pairPeople(scores, new AllowedPairs(30, true), {
        pins,
        threshold: 0.5,
        maxCardinality,
      });
      expect([mate[3], mate[7], mate[0], mate[29]]).toEqual([7, 3, 29, 0]);
      expect(pairs).toContainEqual({ a: 3, b: 7, score: 0 });
    }
  });

  test("is empty where no pair may be made", () => {
    expect(pairPeople(crowdScores(5, 1), new AllowedPairs(5)).pairs).toEqual([]);
    expect(pairPeople(new Float64Array(0), new AllowedPairs(0, true)).pairs).toEqual([]);
  });

  const blocked = drawnRules(3, () => 0, 1);
  const everyone = new AllowedPairs(3, true);
  test.each([
    ["a pin that is blocked", blocked, { pins: [[0, 1]] }, "conflicting_pin", "pins"],
    [
      "two pins of one person",
      everyone,
      {
        pins: [
          [0, 1],
          [1, 2],
        ],
      },
      "conflicting_pin",
      "pins",
    ],
    ["a threshold above 1", everyone, { threshold: 2 }, "invalid_option", "threshold"],
    ["rules for another crowd", new AllowedPairs(4, true), {}, "wrong_length", "scores"],
  ] as const)("refuses %s", (_, allowed, options, code, field) => {
    expect(() => pairPeople(crowdScores(3, 1), allowed, options)).toThrow(
      expect.objectContaining({ code, field }),
    );
  });
});
