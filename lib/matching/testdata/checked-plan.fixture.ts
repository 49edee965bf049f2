import { expect } from "vitest";
import { pairIndex } from "../../scoring/score-all-pairs";
import { seeded } from "../../scoring/testdata/crowd";
import { planRounds, type RoundsPlan } from "../rounds/plan-rounds";
import type { RoundsProblem } from "../rounds/rounds-problem";

/** Every plan of the tests goes through here: its rounds are matchings of allowed pairs, and no pair meets twice. */
export function checked(problem: RoundsProblem, rounds: RoundsPlan["rounds"]) {
  const people = problem.allowed.size;
  const sums = new Float64Array(people);
  const byes = new Int32Array(people);
  const met = new Set<number>();
  expect(rounds).toHaveLength(problem.rounds);
  for (const partners of rounds) {
    expect(partners).toHaveLength(people);
    for (const [i, j] of partners.entries()) {
      if (j === -1) byes[i] = (byes[i] ?? 0) + 1;
      else expect(partners[j]).toBe(i);
      if (j <= i) continue;
      const pair = pairIndex(people, i, j);
      expect(problem.allowed.allows(i, j)).toBe(true);
      expect(met.has(pair)).toBe(false);
      met.add(pair);
      for (const guest of [i, j]) sums[guest] = (sums[guest] ?? 0) + (problem.scores[pair] ?? Number.NaN);
    }
  }
  return { sums, byes, met };
}

export function planned(problem: RoundsProblem, seed = 1): RoundsPlan {
  const plan = planRounds(problem, { random: seeded(seed) });
  const { sums, byes } = checked(problem, plan.rounds);
  expect(plan.byes).toEqual(byes);
  for (const [i, sum] of plan.sums.entries()) expect(sum).toBeCloseTo(sums[i] ?? 0, 9);
  return plan;
}
