import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explainPair } from "./explain-pair";
import { GROUP_NAMES, soulmate1, TRAITS } from "./model";
import { hasEnoughKnownTraits, scorePair } from "./score-pair";
import { ScoringError } from "./scoring-error";

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const someTraits = fc.array(fc.option(unit, { freq: 4 }), { minLength: 32, maxLength: 32 });
const half: number[] = Array(32).fill(0.5);

describe("explainPair", () => {
  test("derives exactly the score that scorePair gives", () => {
    fc.assert(
      fc.property(
        someTraits,
        someTraits,
        fc.array(unit, { minLength: 7, maxLength: 7 }),
        unit,
        (...drawn) => {
          const [traits1, traits2, resonance, feasibility] = drawn;
          fc.pre(hasEnoughKnownTraits(traits1, traits2));
          const input = { traits1, traits2, resonance, feasibility };
          const score = scorePair(soulmate1, input);
          const { derivation, score: explained } = explainPair(soulmate1, input);
          expect(explained).toEqual(score);
          expect(Math.exp(-derivation.distance)).toBeCloseTo(score.traitCompatibility, 13);
          expect(derivation.resonanceMean.contribution + derivation.resonanceEvenness.contribution).toBe(
            score.resonanceCompatibility,
          );
          expect(derivation.traits.contribution + derivation.resonance.contribution).toBe(
            score.totalCompatibility,
          );
          expect(derivation.feasibility * derivation.totalCompatibility).toBe(score.compatibilityScore);
        },
      ),
    );
  });

  test("shares out the whole squared distance among traits, and the same among groups", () => {
    fc.assert(
      fc.property(someTraits, someTraits, (traits1, traits2) => {
        fc.pre(hasEnoughKnownTraits(traits1, traits2));
        const { traits, groups, unknownTraits, derivation } = explainPair(soulmate1, { traits1, traits2 });
        const whole = derivation.rawSquaredDistance > 0 ? 1 : 0;
        expect(traits.reduce((sum, entry) => sum + entry.squaredDistanceShare, 0)).toBeCloseTo(whole, 12);
        expect(groups.reduce((sum, entry) => sum + entry.squaredDistanceShare, 0)).toBeCloseTo(whole, 12);
        expect(groups.map((entry) => entry.group)).toEqual(GROUP_NAMES);
        expect(new Set([...traits.map((entry) => entry.trait), ...unknownTraits])).toEqual(new Set(TRAITS));
      }),
    );
  });

  test("names the five closest and the five widest traits, ties in the order of the traits", () => {
    const traits2 = half.map((trait, k) => (k === 20 || k === 4 ? 1 : k === 9 ? 0.75 : trait));
    const { closestTraits, widestTraits } = explainPair(soulmate1, { traits1: half, traits2 });
    expect(closestTraits.map((entry) => entry.trait)).toEqual([
      TRAITS[0],
      TRAITS[1],
      TRAITS[2],
      TRAITS[3],
      TRAITS[5],
    ]);
    expect(widestTraits.map((entry) => entry.trait)).toEqual([
      "distress_tolerance",
      "tradition",
      "metacommunication_skill",
      TRAITS[0],
      TRAITS[1],
    ]);
    expect(widestTraits[0]).toEqual({
      trait: "distress_tolerance",
      group: "attachment",
      value1: 0.5,
      value2: 1,
      difference: 0.5,
      squaredDistanceShare: 0.25 / (0.25 + 0.25 + 0.0625),
    });
  });

  test("sums up in one sentence, also for identical, evenly apart and partly known people", () => {
    const apart = half.map((trait, k) => (k === 17 ? 1 : k === 0 ? 0.75 : trait));
    expect(explainPair(soulmate1, { traits1: half, traits2: apart }).summary).toBe(
      "This pair scores 66 out of 100: their answers are closest on abandonment sensitivity and emotional regulation and furthest apart on novelty and attachment security.",
    );
    expect(explainPair(soulmate1, { traits1: half, traits2: half }).summary).toBe(
      "This pair scores 88 out of 100: their answers are the same on every trait.",
    );
    const known20 = half.map((trait, k) => (k < 20 ? trait : null));
    expect(explainPair(soulmate1, { traits1: known20, traits2: Array(32).fill(0.25) }).summary).toBe(
      "This pair scores 50 out of 100 on the 20 traits both gave: their answers are equally far apart on every trait.",
    );
  });

  test("refuses what scorePair refuses", () => {
    expect(() => explainPair(soulmate1, { traits1: half.slice(1), traits2: half })).toThrow(ScoringError);
  });
});
