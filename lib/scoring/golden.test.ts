import { describe, expect, test } from "vitest";
import { astrologyScore } from "./astrology";
import { explainPair } from "./explain-pair";
import { GROUP_NAMES, soulmate1 } from "./model";
import { numerologyScore } from "./numerology";
import { scoreAllPairsWithAlignments } from "./score-all-pairs";
import { scorePair } from "./score-pair";
import { goldenCases as cases, EXACT } from "./testdata/golden-cases.fixture";
import { TraitMatrix } from "./trait-matrix";

function expectNear(actual: number | null, expected: number): void {
  expect(actual).not.toBeNull();
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(EXACT);
}

describe("the reference answers", () => {
  test("are all 67 there", () => expect(cases).toHaveLength(67));

  test.each(cases.map((golden, index) => [index, golden.label, golden] as const))(
    "%i (%s) are met to 1e-12",
    (_index, _label, { input, expected }) => {
      const pair = { traits1: input.person1, traits2: input.person2, resonance: input.resonance };
      const score = scorePair(soulmate1, pair);
      expectNear(score.compatibilityScore, expected.compatibility_score);
      expectNear(score.traitCompatibility, expected.trait_compatibility);
      expectNear(score.resonanceCompatibility, expected.resonance_compatibility);
      expectNear(score.totalCompatibility, expected.total_compatibility);
      expect(Object.keys(score.dimensionBreakdown)).toEqual(Object.keys(expected.dimension_breakdown));
      for (const group of GROUP_NAMES) {
        expectNear(score.dimensionBreakdown[group], expected.dimension_breakdown[group]);
      }
      expect(score.traitCoverage).toBe(1);
      expect(explainPair(soulmate1, pair).score).toEqual(score);
      const two = new TraitMatrix(soulmate1, [input.person1, input.person2]);
      const many = scoreAllPairsWithAlignments(two, { resonance: input.resonance });
      expectNear(many.scores[0] ?? null, expected.compatibility_score);
      for (const group of GROUP_NAMES) {
        expectNear(many.alignments[group][0] ?? null, expected.dimension_breakdown[group]);
      }

      if (input.birthdate1 === null || input.birthdate2 === null) {
        expect([expected.numerology_score, expected.astrology_score]).toEqual([null, null]);
      } else {
        expect(numerologyScore(input.birthdate1, input.birthdate2)).toBe(expected.numerology_score);
        expect(astrologyScore(input.birthdate1, input.birthdate2)).toBe(expected.astrology_score);
      }
    },
  );
});
