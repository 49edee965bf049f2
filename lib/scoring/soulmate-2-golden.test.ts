import { describe, expect, test } from "vitest";
import { soulmate2 } from "./model";
import { scoreAllPairs } from "./score-all-pairs";
import {
  answer,
  type ReferenceAnswer,
  SIMULATION_ERROR,
  simulate,
  soulmate2Cases,
} from "./testdata/soulmate-2-reference.fixture";
import { TraitMatrix } from "./trait-matrix";

const EXACT = 1e-12;
const cases = soulmate2Cases();

function expectWithin(
  actual: ReferenceAnswer,
  expected: ReferenceAnswer,
  score: number,
  range: number,
): void {
  expect(Math.abs(actual.compatibility_score - expected.compatibility_score)).toBeLessThanOrEqual(score);
  expect(Math.abs(actual.trait_compatibility - expected.trait_compatibility)).toBeLessThanOrEqual(2 * score);
  expect(Math.abs(actual.score_range.low - expected.score_range.low)).toBeLessThanOrEqual(range);
  expect(Math.abs(actual.score_range.high - expected.score_range.high)).toBeLessThanOrEqual(range);
}

describe("the reference answers of soulmate-2", () => {
  test("are all there", () => expect(cases).toHaveLength(33));

  test.each(cases.map((golden) => [golden.label, golden] as const))(
    "%s: the model agrees with the simulation within the stated error, and with its published answer exactly",
    (_label, { input, simulated, published }) => {
      const own = answer(input);
      expectWithin(own, simulated, SIMULATION_ERROR.score, SIMULATION_ERROR.range);
      expectWithin(own, published, EXACT, EXACT);
      const matrix = new TraitMatrix(
        soulmate2,
        [input.person1, input.person2],
        [input.standard_errors1, input.standard_errors2],
      );
      const options = { resonance: input.resonance, feasibility: input.feasibility };
      expect(Math.abs((scoreAllPairs(matrix, options)[0] ?? 9) - published.compatibility_score)).toBeLessThan(
        EXACT,
      );
    },
  );

  test.each(["strangers, errors of 0.163", "alike, errors of 0.1", "24 traits known, errors of 0.163"])(
    "%s: another run of the simulation gives the stored answer within the stated error",
    (label) => {
      const golden = cases.find((one) => one.label === label);
      if (golden === undefined) throw new Error(`There is no case ${label}.`);
      const again = simulate(golden.input, 4711);
      expectWithin(again, golden.simulated, SIMULATION_ERROR.score, SIMULATION_ERROR.range);
    },
    30_000,
  );
});
