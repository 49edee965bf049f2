import { describe, expect, test } from "vitest";
import { correlatedCrowd, seeded } from "../../scoring/testdata/crowd";
import { AllowedPairs } from "../allowed-pairs";
import { runMatchingTask } from "../matching-task";
import { seededRandom } from "../seeded-random";
import { checked, planned } from "../testdata/checked-plan.fixture";
import { crowdScores, drawnRules } from "../testdata/crowd-scores";
import { drawControlRound, withoutControl } from "./control-round";
import { planRounds } from "./plan-rounds";
import { replanRounds } from "./replan-rounds";
import type { Round } from "./rounds-problem";

const pairsOf = (round: Round | undefined) =>
  Array.from(round ?? [], (j, i) => `${i}-${j}`).filter((_, i) => (round?.[i] ?? -1) > i);

describe("a round drawn at random", () => {
  test("does not depend on scores, and is the same for the same seed", () => {
    const allowed = drawnRules(31, seeded(3), 0.2);
    const draw = (scoreSeed: number, seed: number) =>
      drawControlRound({ allowed, scores: crowdScores(31, scoreSeed), rounds: 4 }, seededRandom(seed));
    expect(draw(1, 5)).toEqual(draw(2, 5));
    expect(draw(1, 5)).not.toEqual(draw(1, 6));
  });

  test("is any round of all people equally often", () => {
    const problem = { allowed: new AllowedPairs(4, true), scores: crowdScores(4, 1), rounds: 2 };
    const counts = [0, 0, 0, 0];
    for (let seed = 0; seed < 3_000; seed++) {
      const partner = drawControlRound(problem, seededRandom(seed))[0] ?? 0;
      counts[partner] = (counts[partner] ?? 0) + 1;
    }
    // Chi-squared with 2 degrees of freedom: above 13.8 once in a thousand.
    expect(counts.slice(1).reduce((sum, seen) => sum + (seen - 1_000) ** 2 / 1_000, 0)).toBeLessThan(13.8);
  });

  test("repeats no pair of the planned rounds, and byes of all rounds together differ by at most one", () => {
    for (const people of [12, 21, 35]) {
      const problem = {
        allowed: drawnRules(people, seeded(people), 0.1),
        scores: crowdScores(people, 2),
        rounds: 5,
      };
      const drawn = drawControlRound(problem, seededRandom(9));
      const rest = planRounds(withoutControl(problem, drawn), { random: seeded(1) });
      const { byes } = checked(problem, [drawn, ...rest.rounds]);
      expect(Math.max(...byes) - Math.min(...byes)).toBeLessThanOrEqual(1);
    }
  });

  test("stands where it was asked for, and the bound and pins leave it out", () => {
    const traits = correlatedCrowd(17, 4);
    const people = traits.map((_, i) => ({ id: `guest-${i}` }));
    const pins = [["guest-0", "guest-1"]] as const;
    const ask = { rounds: 4, seed: 3, objective: "balanced" as const };
    const crowd = { people, traits, rules: { pins } };
    const withControl = (controlRound: number | null) =>
      runMatchingTask({ kind: "rounds", crowd, ask: { ...ask, controlRound } });
    const first = withControl(1);
    const third = withControl(3);
    expect(first.rounds).toHaveLength(4);
    expect(pairsOf(first.rounds[0])).toEqual(pairsOf(third.rounds[2]));
    expect(pairsOf(first.rounds[0])).not.toContain("0-1");
    expect(pairsOf(first.rounds[1])).toContain("0-1");
    expect(pairsOf(third.rounds[0])).toContain("0-1");
    expect(first.rounds.toSpliced(0, 1)).toEqual(third.rounds.toSpliced(2, 1));
    // All guests meet in three planned rounds, so their sums are of three meetings at most.
    const worst = Math.max(...first.sums);
    expect(worst).toBeLessThanOrEqual(3);
    expect(withControl(null).rounds).not.toEqual(first.rounds);
  });

  test("stays random when the plan is made again, and as it was for those who are there", () => {
    const problem = { allowed: new AllowedPairs(10, true), scores: crowdScores(10, 6), rounds: 3 };
    const drawn = drawControlRound(problem, seededRandom(1));
    const rest = planRounds(withoutControl(problem, drawn), { random: seeded(1) });
    const before = [...rest.rounds, drawn];
    const again = (present: Uint8Array, scoreSeed = 6) =>
      replanRounds({ ...problem, scores: crowdScores(10, scoreSeed) }, before, 2, present, {
        index: 2,
        random: seededRandom(1),
      });
    expect(again(new Uint8Array(10).fill(1)).rounds).toEqual(before);
    const present = new Uint8Array(10).fill(1);
    for (const i of [0, 1, 2, 3]) present[i] = 0;
    const { rounds } = again(present);
    checked(problem, rounds);
    for (const [i, j] of drawn.entries()) {
      if (j !== -1 && present[i] === 1 && present[j] === 1) expect(rounds[2]?.[i]).toBe(j);
    }
    expect(again(present, 7).rounds[2]).toEqual(rounds[2]);
  });
});

describe("a plan made again", () => {
  test("lets pinned people meet next, if they are there and have not met", () => {
    const problem = { allowed: new AllowedPairs(8, true), scores: crowdScores(8, 4), rounds: 3 };
    const before = planned(problem).rounds;
    const met = before.map((round) => round[0]);
    const unmet = [1, 2, 3, 4, 5, 6, 7].find((k) => !met.includes(k)) ?? 0;
    const pins = [[0, unmet]] as const;
    const again = replanRounds({ ...problem, pins }, before, 1, new Uint8Array(8).fill(1));
    checked(problem, again.rounds);
    expect(again.rounds[1]?.[0]).toBe(unmet);
    expect(again.rounds[0]).toEqual(before[0]);
  });
});
