import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seeded } from "../../scoring/testdata/crowd";
import { AllowedPairs } from "../allowed-pairs";
import { checked, planned } from "../testdata/checked-plan.fixture";
import { crowdScores, drawnRules } from "../testdata/crowd-scores";
import { replanRounds } from "./replan-rounds";

describe("a plan made again for those present", () => {
  const problem = { allowed: drawnRules(30, seeded(8), 0.1), scores: crowdScores(30, 8), rounds: 5 };
  const before = planned(problem).rounds;

  test("leaves everything as it is when everyone is there", () => {
    const again = replanRounds(problem, before, 2, new Uint8Array(30).fill(1));
    expect(again.rounds).toEqual(before);
    expect(again.moved).toEqual([0, 0, 0, 0, 0]);
  });

  test("locks played rounds, seats only who is present, repeats no pair and moves few", () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(5), fc.nat(6), (seed, played, leaving) => {
        const random = seeded(seed);
        const present = new Uint8Array(30).fill(1);
        for (let k = 0; k < leaving; k++) present[Math.floor(random() * 30)] = 0;
        const again = replanRounds(problem, before, played, present);
        const { byes } = checked(problem, again.rounds);
        expect(again.byes).toEqual(byes);
        expect(again.rounds.slice(0, played)).toEqual(before.slice(0, played));
        const here = present.reduce((sum, one) => sum + one, 0);
        for (const [at, partners] of again.rounds.slice(played).entries()) {
          for (const [i, j] of partners.entries()) if (present[i] === 0) expect(j).toBe(-1);
          expect(partners.filter((j) => j !== -1)).toHaveLength(here - (here % 2));
          // Each person who leaves makes one partner move, who takes at most two others along.
          expect(again.moved[played + at]).toBeLessThanOrEqual(4 * leaving);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("moves only those who lost their partner, where they may meet each other", () => {
    const everyone = { allowed: new AllowedPairs(8, true), scores: crowdScores(8, 4), rounds: 1 };
    const one = Int32Array.of(1, 0, 3, 2, 5, 4, 7, 6);
    const present = Uint8Array.of(0, 1, 0, 1, 1, 1, 1, 1);
    const again = replanRounds(everyone, [one], 0, present);
    expect(again.rounds).toEqual([Int32Array.of(-1, 3, -1, 1, 5, 4, 7, 6)]);
    expect(again.moved).toEqual([0]);
  });

  test.each([
    ["people", { present: new Uint8Array(29) }, "present"],
    ["rounds", { planned: before.slice(1) }, "planned"],
    ["rounds played", { played: 6 }, "played"],
  ] as const)("refuses a wrong number of %s", (_, wrong, field) => {
    const input = { planned: before, played: 1, present: new Uint8Array(30).fill(1), ...wrong };
    const again = () => replanRounds(problem, input.planned, input.played, input.present);
    expect(again).toThrow(expect.objectContaining({ field }));
  });
});
