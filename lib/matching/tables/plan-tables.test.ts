import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pairIndex } from "../../scoring/score-all-pairs";
import { seeded } from "../../scoring/testdata/crowd";
import { AllowedPairs } from "../allowed-pairs";
import { crowdScores, drawnRules } from "../testdata/crowd-scores";
import { planTables, type TablesProblem } from "./plan-tables";
import { evenTables } from "./seating";

/** Every plan of these tests goes through here: no pair twice, none that is forbidden, everyone counted once a round. */
function planned(problem: TablesProblem, seed = 1, passes = 3) {
  const plan = planTables(problem, { random: seeded(seed), passes });
  const people = problem.allowed.size;
  const byes = new Int32Array(people).fill(problem.rounds);
  const sums = new Float64Array(people);
  const met = new Set<number>();
  expect(plan.rounds).toHaveLength(problem.rounds);
  for (const tables of plan.rounds) {
    expect(new Set(tables.flat()).size).toBe(tables.flat().length);
    for (const guests of tables) {
      expect(guests.length).toBeLessThanOrEqual(problem.tableSize);
      expect(guests.length).toBeGreaterThan(1);
      for (const a of guests) byes[a] = (byes[a] ?? 0) - 1;
      for (const a of guests) {
        for (const b of guests.filter((other) => other > a)) {
          const pair = pairIndex(people, a, b);
          expect(problem.allowed.allows(a, b)).toBe(true);
          expect(met.has(pair)).toBe(false);
          met.add(pair);
          for (const guest of [a, b]) sums[guest] = (sums[guest] ?? 0) + (problem.scores[pair] ?? Number.NaN);
        }
      }
    }
  }
  expect(plan.byes).toEqual(byes);
  for (const [i, sum] of plan.sums.entries()) expect(sum).toBeCloseTo(sums[i] ?? 0, 9);
  return plan;
}

const allSeated = (byes: Int32Array) => byes.every((missed) => missed === 0);

describe("rounds at tables", () => {
  test("seat 100 guests at tables of 5 for 5 rounds, with blocks and without a repeat", () => {
    const problem = {
      allowed: drawnRules(100, seeded(1), 0.02),
      scores: crowdScores(100, 1),
      rounds: 5,
      tableSize: 5,
    };
    const { byes, sums, rounds } = planned(problem);
    expect(allSeated(byes)).toBe(true);
    expect(rounds.every((tables) => tables.length === 20)).toBe(true);
    const average = problem.scores.reduce((sum, score) => sum + score, 0) / problem.scores.length;
    // Each meets 20 others. Their scores lie between 0.37 and 0.61, and 6 % above the average is far from chance.
    expect(sums.reduce((sum, own) => sum + own, 0)).toBeGreaterThan(1.06 * 100 * 20 * average);
  });

  test("repeat no pair, seat no forbidden one, and are the same for the same seed", () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.nat(24),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 2, max: 8 }),
        fc.constantFrom("total", "balanced", "worst_off"),
        fc.constantFrom(0, 0.1, 0.6, 1),
        (seed, people, rounds, tableSize, objective, blocked) => {
          const allowed = drawnRules(people, seeded(seed), blocked);
          const scores = crowdScores(people, seed).map((score, at) => (at % 37 === 5 ? Number.NaN : score));
          const problem = { allowed, scores, rounds, tableSize, objective } as const;
          // With little effort many conflicts are left, which then must not come out.
          const passes = (seed & 1) * 0.1;
          expect(planned(problem, seed, passes)).toEqual(planned(problem, seed, passes));
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);

  test.each([
    [16, 4, 4],
    [24, 4, 5],
    [30, 3, 8],
    [72, 8, 3],
    [25, 5, 6],
    [23, 5, 5],
    [49, 7, 8],
    [22, 4, 4],
    [33, 6, 3],
  ])(
    "seat %i guests at tables of %i for %i rounds without leaving anyone out",
    (people, tableSize, rounds) => {
      const problem = {
        allowed: new AllowedPairs(people, true),
        scores: crowdScores(people, 2),
        rounds,
        tableSize,
      };
      expect(allSeated(planned(problem).byes)).toBe(true);
    },
  );

  test("leave guests out rather than let a pair meet twice, where there are more rounds than people to meet", () => {
    const problem = {
      allowed: new AllowedPairs(6, true),
      scores: crowdScores(6, 2),
      rounds: 4,
      tableSize: 3,
    };
    expect(allSeated(planned(problem).byes)).toBe(false);
  });

  test("give the four who are worst off more when they come first", () => {
    let [first, without] = [0, 0];
    for (let seed = 1; seed <= 4; seed++) {
      const worstFour = (objective: "total" | "worst_off") => {
        const allowed = drawnRules(40, seeded(seed), 0.05);
        const { sums } = planned({
          allowed,
          scores: crowdScores(40, seed),
          rounds: 3,
          tableSize: 4,
          objective,
        });
        return [...sums]
          .sort((a, b) => a - b)
          .slice(0, 4)
          .reduce((sum, own) => sum + own, 0);
      };
      first += worstFour("worst_off");
      without += worstFour("total");
    }
    expect(first).toBeGreaterThan(without);
  });

  test("of two are pairs, with byes for an odd number", () => {
    const problem = {
      allowed: new AllowedPairs(7, true),
      scores: crowdScores(7, 1),
      rounds: 3,
      tableSize: 2,
    };
    const { byes } = planned(problem);
    expect(byes.reduce((sum, missed) => sum + missed, 0)).toBe(3);
    expect(Math.max(...byes)).toBe(1);
  });

  test("are as even as can be", () => {
    expect(evenTables(11, 4)).toEqual([4, 4, 3]);
    expect(evenTables(9, 8)).toEqual([5, 4]);
    expect(evenTables(8, 8)).toEqual([8]);
    expect(evenTables(0, 5)).toEqual([]);
  });

  test("report progress, and end with what the listener throws", () => {
    const problem = {
      allowed: new AllowedPairs(12, true),
      scores: crowdScores(12, 1),
      rounds: 2,
      tableSize: 4,
    };
    const seen: number[] = [];
    planTables(problem, { random: seeded(1), onProgress: (done, total) => seen.push(done / total) });
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
    const onProgress = () => {
      throw new Error("cancelled");
    };
    expect(() => planTables(problem, { random: seeded(1), onProgress })).toThrow("cancelled");
  });

  const four = { allowed: new AllowedPairs(4, true), scores: new Float64Array(6), rounds: 1, tableSize: 4 };
  test.each([
    ["tables of 1", { tableSize: 1 }, "invalid_option", "tableSize"],
    ["tables of 9", { tableSize: 9 }, "invalid_option", "tableSize"],
    ["tables of 2.5", { tableSize: 2.5 }, "invalid_option", "tableSize"],
    ["no rounds", { rounds: 0 }, "invalid_option", "rounds"],
    ["scores of another crowd", { scores: new Float64Array(3) }, "wrong_length", "scores"],
  ] as const)("refuse %s", (_, wrong, code, field) => {
    const plan = () => planTables({ ...four, ...wrong }, { random: seeded(1) });
    expect(plan).toThrow(expect.objectContaining({ code, field }));
  });
});
