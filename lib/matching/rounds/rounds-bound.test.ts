import { describe, expect, test } from "vitest";
import { seeded } from "../../scoring/testdata/crowd";
import { linearSolver } from "../../vendors/highs/linear-solver";
import { AllowedPairs } from "../allowed-pairs";
import { planned } from "../testdata/checked-plan.fixture";
import { crowdScores, drawnRules } from "../testdata/crowd-scores";
import { roundsBound } from "./rounds-bound";

const objectives = ["total", "balanced", "worst_off"] as const;

describe("the bound of rounds", () => {
  test("is at most 2 % above the plan on 20 new instances each run", {
    timeout: 120_000,
  }, async () => {
    const solve = await linearSolver();
    const seed = Math.floor(Math.random() * 2 ** 31);
    for (let instance = 0; instance < 20; instance++) {
      const random = seeded(seed + instance);
      const people = 20 + Math.floor(random() * 60);
      const rounds = 2 + Math.floor(random() * 4);
      const objective = objectives[instance % 2] ?? "total";
      const allowed = drawnRules(people, random, 0.02 + 0.2 * random(), instance % 4 === 3 ? 2 : 0);
      const problem = { allowed, scores: crowdScores(people, seed + instance), rounds, objective };
      const { gap, value, bound } = roundsBound(problem, planned(problem), solve);
      expect(gap, `seed ${seed}, instance ${instance}`).toBeLessThanOrEqual(0.02);
      expect(value).toBeLessThanOrEqual(bound * (1 + 1e-9));
    }
  });

  test("is never below a plan, whatever duals the solver claims", async () => {
    const solve = await linearSolver();
    for (const objective of objectives) {
      const problem = {
        allowed: drawnRules(11, seeded(5), 0.2),
        scores: crowdScores(11, 5),
        rounds: 3,
        objective,
      };
      const plan = planned(problem);
      const honest = roundsBound(problem, plan, solve);
      expect(honest.value).toBeLessThanOrEqual(honest.bound * (1 + 1e-9));
      const random = seeded(6);
      const lying = roundsBound(problem, plan, (program) => {
        const { columns, rowDuals } = solve(program);
        return { columns, rowDuals: rowDuals.map((dual) => dual * random() - 0.1 * random()) };
      });
      expect(lying.bound).toBeGreaterThanOrEqual(honest.bound * (1 - 1e-9));
    }
  });

  test("is met where all rounds are a full round robin", async () => {
    const problem = { allowed: new AllowedPairs(8, true), scores: crowdScores(8, 1), rounds: 7 };
    const { gap, value } = roundsBound(problem, planned(problem), await linearSolver());
    expect(gap).toBeCloseTo(0, 9);
    expect(value).toBeCloseTo(
      problem.scores.reduce((sum, score) => sum + score, 0),
      9,
    );
  });

  test("is 0 for guests who can meet no one, and refused for a plan of other rounds", async () => {
    const solve = await linearSolver();
    const problem = { allowed: new AllowedPairs(4), scores: crowdScores(4, 1), rounds: 2 };
    expect(roundsBound(problem, planned(problem), solve)).toEqual({ bound: 0, value: 0, gap: 0 });
    const other = { ...problem, rounds: 3 };
    expect(() => roundsBound(other, planned(problem), solve)).toThrow(
      expect.objectContaining({ field: "plan" }),
    );
  });
});
