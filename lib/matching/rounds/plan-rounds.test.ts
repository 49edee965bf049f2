import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pairCount, pairIndex } from "../../scoring/score-all-pairs";
import { seeded } from "../../scoring/testdata/crowd";
import { AllowedPairs } from "../allowed-pairs";
import { priceOfFairness } from "../guest-report";
import { checked, planned } from "../testdata/checked-plan.fixture";
import { crowdScores, drawnRules } from "../testdata/crowd-scores";
import { bruteForce } from "../testdata/reference-matching.fixture";
import { planRounds } from "./plan-rounds";
import type { Objective } from "./rounds-problem";

const objectives = ["total", "balanced", "worst_off"] as const;

const spread = (byes: Int32Array) => Math.max(...byes) - Math.min(...byes);

describe("rounds of pairs", () => {
  test("repeat no pair, seat no forbidden one, and are the same for the same seed", () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1, max: 24 }),
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom(...objectives),
        fc.constantFrom(0, 0.2, 0.7, 1),
        (seed, people, rounds, objective, blocked) => {
          const random = seeded(seed);
          const allowed = drawnRules(people, random, blocked, seed % 3);
          const scores = Float64Array.from({ length: pairCount(people) }, () =>
            random() < 0.05 ? Number.NaN : random(),
          );
          const problem = { allowed, scores, rounds, objective };
          const unscored = (pair: number) => Number.isNaN(scores[pair]);
          expect([...checked(problem, planned(problem, seed).rounds).met].some(unscored)).toBe(false);
          expect(planned(problem, seed)).toEqual(planned(problem, seed));
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14])(
    "let %i people meet with no bye to spare, up to a full round robin",
    (people) => {
      for (let rounds = 1; rounds <= people - 1 + (people % 2); rounds++) {
        const scores = crowdScores(people, rounds);
        const { byes } = planned({ allowed: new AllowedPairs(people, true), scores, rounds });
        expect(byes.reduce((sum, missed) => sum + missed, 0)).toBe((people % 2) * rounds);
        expect(spread(byes)).toBeLessThanOrEqual(1);
      }
    },
  );

  test("share byes evenly among an odd number of guests with blocks", () => {
    for (const objective of objectives) {
      const random = seeded(7);
      const problem = {
        allowed: drawnRules(41, random, 0.1),
        scores: crowdScores(41, 7),
        rounds: 6,
        objective,
      };
      const { byes } = planned(problem);
      expect(byes.reduce((sum, missed) => sum + missed, 0)).toBe(6);
      expect(spread(byes)).toBe(1);
    }
  });

  test("of a single round are a matching of the most pairs and the highest score", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 2, max: 9 }), (seed, people) => {
        const random = seeded(seed);
        const allowed = drawnRules(people, random, 0.4);
        const scores = Float64Array.from({ length: pairCount(people) }, () => random());
        const { sums, byes } = planned({ allowed, scores, rounds: 1 });
        const edges: [number, number, number][] = [];
        for (let i = 0; i < people; i++) {
          for (let j = i + 1; j < people; j++) {
            if (allowed.allows(i, j)) edges.push([i, j, scores[pairIndex(people, i, j)] ?? 0]);
          }
        }
        const best = bruteForce(
          {
            vertices: people,
            u: Int32Array.from(edges, ([u]) => u),
            v: Int32Array.from(edges, ([, v]) => v),
            weight: Float64Array.from(edges, ([, , weight]) => weight),
          },
          true,
        );
        expect(byes.filter((missed) => missed === 0)).toHaveLength(2 * best.pairs);
        expect(sums.reduce((sum, own) => sum + own, 0) / 2).toBeCloseTo(best.weight, 7);
      }),
    );
  });

  test("make pinned pairs meet in the first round and nowhere else", () => {
    const pins: [number, number][] = [
      [0, 5],
      [9, 2],
    ];
    for (const rounds of [2, 9]) {
      const problem = { allowed: new AllowedPairs(10, true), scores: crowdScores(10, 2), rounds, pins };
      const [first] = planned(problem).rounds;
      for (const [i, j] of pins) expect(first?.[i]).toBe(j);
    }
  });

  test("give the worst off more when they come first, at a price that is reported", () => {
    const at = (objective: Objective) =>
      planned({ allowed: drawnRules(40, seeded(3), 0.1), scores: crowdScores(40, 3), rounds: 4, objective })
        .sums;
    const [total, balanced, worstOff] = [at("total"), at("balanced"), at("worst_off")];
    const price = priceOfFairness(worstOff, total);
    expect(price.leastGains).toBeGreaterThan(0);
    expect(price.price).toBeGreaterThanOrEqual(0);
    expect(price.price).toBeLessThan(0.2);
    const product = (sums: Float64Array) => sums.reduce((sum, own) => sum + Math.log(own), 0);
    expect(product(balanced)).toBeGreaterThanOrEqual(product(total));
    expect(Math.min(...worstOff)).toBeGreaterThanOrEqual(Math.min(...balanced));
  });

  test("are the same whether anyone hears of their progress or not", () => {
    for (const size of [12, 300]) {
      const problem = {
        allowed: new AllowedPairs(size, true),
        scores: crowdScores(size, 5),
        rounds: 3,
        objective: "worst_off" as const,
      };
      const heard = planRounds(problem, { random: seeded(1), onProgress: () => undefined });
      expect(planRounds(problem, { random: seeded(1) })).toEqual(heard);
    }
  });

  test("report progress, and end with what the listener throws", () => {
    const problem = { allowed: new AllowedPairs(12, true), scores: crowdScores(12, 1), rounds: 3 };
    const seen: number[] = [];
    planRounds(problem, { random: seeded(1), onProgress: (done, total) => seen.push(done / total) });
    expect(seen.at(-1)).toBe(1);
    const onProgress = () => {
      throw new Error("cancelled");
    };
    expect(() => planRounds(problem, { random: seeded(1), onProgress })).toThrow("cancelled");
  });

  const three = { allowed: new AllowedPairs(3, true), scores: new Float64Array(3), rounds: 1 };
  const blocked = drawnRules(3, () => 0, 1);
  test.each([
    ["no rounds", { ...three, rounds: 0 }, "invalid_option", "rounds"],
    ["too many rounds", { ...three, rounds: 51 }, "invalid_option", "rounds"],
    ["scores of another crowd", { ...three, scores: new Float64Array(6) }, "wrong_length", "scores"],
    ["a score above 1", { ...three, scores: Float64Array.of(0, 2, 0) }, "out_of_range", "scores"],
    ["a pin that is blocked", { ...three, allowed: blocked, pins: [[0, 1]] }, "conflicting_pin", "pins"],
    ["a pin of a person who is not there", { ...three, pins: [[0, 3]] }, "conflicting_pin", "pins"],
    [
      "two pins of one person",
      {
        ...three,
        pins: [
          [0, 1],
          [1, 2],
        ],
      },
      "conflicting_pin",
      "pins",
    ],
  ] as const)("refuse %s", (_, problem, code, field) => {
    const plan = () => planRounds(problem, { random: seeded(1) });
    expect(plan).toThrow(expect.objectContaining({ name: "MatchingError", code, field }));
  });
});
