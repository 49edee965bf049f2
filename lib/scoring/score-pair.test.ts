import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GROUP_NAMES, GROUPS, soulmate1, type Traits } from "./model";
import { hasEnoughKnownTraits, isUnitInterval, knownInBoth, scorePair } from "./score-pair";
import { ScoringError } from "./scoring-error";

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const fullTraits = fc.array(unit, { minLength: 32, maxLength: 32 });
const partTraits = fc.array(fc.option(unit, { freq: 4 }), { minLength: 32, maxLength: 32 });
const resonance = fc.option(fc.array(unit, { minLength: 7, maxLength: 7 }));

const half: Traits = Array(32).fill(0.5);

function replaced(traits: Traits, index: number, value: unknown): Traits {
  return traits.map((trait, k) => (k === index ? value : trait)) as Traits;
}

function errorOf(run: () => unknown): ScoringError {
  try {
    run();
  } catch (error) {
    if (error instanceof ScoringError) return error;
    throw error;
  }
  throw new Error("expected a ScoringError");
}

describe("scorePair", () => {
  test("is symmetric in the two people, bit for bit", () => {
    fc.assert(
      fc.property(partTraits, partTraits, resonance, unit, (traits1, traits2, metrics, feasibility) => {
        fc.pre(hasEnoughKnownTraits(traits1, traits2));
        expect(scorePair(soulmate1, { traits1, traits2, resonance: metrics, feasibility })).toEqual(
          scorePair(soulmate1, { traits1: traits2, traits2: traits1, resonance: metrics, feasibility }),
        );
      }),
    );
  });

  test("stays within [0, 1] in every number", () => {
    fc.assert(
      fc.property(partTraits, partTraits, resonance, unit, (traits1, traits2, metrics, feasibility) => {
        fc.pre(hasEnoughKnownTraits(traits1, traits2));
        const { dimensionBreakdown, ...numbers } = scorePair(soulmate1, {
          traits1,
          traits2,
          resonance: metrics,
          feasibility,
        });
        for (const number of Object.values(numbers)) expect(isUnitInterval(number)).toBe(true);
        for (const number of Object.values(dimensionBreakdown)) {
          expect(number === null || isUnitInterval(number)).toBe(true);
        }
      }),
    );
  });

  test("gives identical people the highest score their resonance allows", () => {
    fc.assert(
      fc.property(fullTraits, fullTraits, resonance, (traits1, traits2, metrics) => {
        const same = scorePair(soulmate1, { traits1, traits2: traits1, resonance: metrics });
        const other = scorePair(soulmate1, { traits1, traits2, resonance: metrics });
        expect(same.traitCompatibility).toBe(1);
        expect(Object.values(same.dimensionBreakdown)).toEqual(Array(7).fill(1));
        expect(same.compatibilityScore).toBeGreaterThanOrEqual(other.compatibilityScore);
      }),
    );
  });

  test("scales the squared distance by 32 / known where traits are unknown", () => {
    fc.assert(
      fc.property(partTraits, fullTraits, (traits1, traits2) => {
        const known = knownInBoth(traits1, traits2);
        fc.pre(known >= 16);
        let sum = 0;
        traits1.forEach((a, k) => {
          if (a !== null) sum += (a - (traits2[k] ?? 0)) ** 2;
        });
        const score = scorePair(soulmate1, { traits1, traits2 });
        expect(score.traitCompatibility).toBeCloseTo(Math.exp(-Math.sqrt((sum * 32) / known)), 12);
        expect(score.traitCoverage).toBe(known / 32);
      }),
    );
  });

  test("treats a trait unknown in one as unknown in both", () => {
    fc.assert(
      fc.property(
        fullTraits,
        fullTraits,
        fc.integer({ min: 0, max: 31 }),
        unit,
        (traits1, traits2, k, other) => {
          const hidden = replaced(traits1, k, null);
          expect(scorePair(soulmate1, { traits1: hidden, traits2 })).toEqual(
            scorePair(soulmate1, { traits1: hidden, traits2: replaced(traits2, k, other) }),
          );
        },
      ),
    );
  });

  test("gives null for a group with no common trait and only for such a group", () => {
    for (const unknown of GROUP_NAMES) {
      const traits1 = half.map((trait, k) => (GROUPS[unknown].includes(k) ? null : trait));
      const { dimensionBreakdown } = scorePair(soulmate1, { traits1, traits2: half });
      for (const group of GROUP_NAMES) expect(dimensionBreakdown[group]).toBe(group === unknown ? null : 1);
    }
  });

  test("multiplies by feasibility", () => {
    fc.assert(
      fc.property(fullTraits, fullTraits, unit, (traits1, traits2, feasibility) => {
        const score = scorePair(soulmate1, { traits1, traits2, feasibility });
        expect(score.compatibilityScore).toBe(feasibility * score.totalCompatibility);
      }),
    );
  });

  test("reads absent and null resonance as all 0.5 and feasibility as 1", () => {
    const plain = scorePair(soulmate1, { traits1: half, traits2: half });
    expect(plain.compatibilityScore).toBe(0.875);
    expect(
      scorePair(soulmate1, { traits1: half, traits2: half, resonance: null, feasibility: null }),
    ).toEqual(plain);
    expect(
      scorePair(soulmate1, { traits1: half, traits2: half, resonance: Array(7).fill(0.5), feasibility: 1 }),
    ).toEqual(plain);
  });

  test("weighs each trait by its alpha", () => {
    const model = { ...soulmate1, alpha: soulmate1.alpha.map((_, k) => (k === 3 ? 4 : 0)) };
    const score = scorePair(model, { traits1: half, traits2: replaced(replaced(half, 3, 1), 4, 0) });
    expect(score.traitCompatibility).toBe(Math.exp(-1));
  });

  test("scores 16 common traits and refuses 15", () => {
    const firstHalf = half.map((trait, k) => (k < 16 ? trait : null));
    expect(scorePair(soulmate1, { traits1: firstHalf, traits2: half }).traitCoverage).toBe(0.5);
    const error = errorOf(() =>
      scorePair(soulmate1, { traits1: firstHalf, traits2: replaced(half, 0, null) }),
    );
    expect(error.code).toBe("too_few_known_traits");
  });

  test.each([
    ["a short person", { traits1: half.slice(1), traits2: half }, "wrong_length", "traits1", undefined],
    ["a long person", { traits1: half, traits2: [...half, 0.5] }, "wrong_length", "traits2", undefined],
    ["a trait below 0", { traits1: replaced(half, 7, -1e-9), traits2: half }, "out_of_range", "traits1", 7],
    [
      "a trait above 1",
      { traits1: half, traits2: replaced(half, 31, 1.0000001) },
      "out_of_range",
      "traits2",
      31,
    ],
    ["NaN", { traits1: half, traits2: replaced(half, 0, Number.NaN) }, "out_of_range", "traits2", 0],
    ["a string", { traits1: half, traits2: replaced(half, 0, "0.5") }, "out_of_range", "traits2", 0],
    ["undefined", { traits1: half, traits2: replaced(half, 0, undefined) }, "out_of_range", "traits2", 0],
    [
      "six metrics",
      { traits1: half, traits2: half, resonance: Array(6).fill(0) },
      "wrong_length",
      "resonance",
      undefined,
    ],
    [
      "a metric of 2",
      { traits1: half, traits2: half, resonance: [0, 0, 2, 0, 0, 0, 0] },
      "out_of_range",
      "resonance",
      2,
    ],
    [
      "feasibility 1.5",
      { traits1: half, traits2: half, feasibility: 1.5 },
      "out_of_range",
      "feasibility",
      undefined,
    ],
    [
      "feasibility NaN",
      { traits1: half, traits2: half, feasibility: Number.NaN },
      "out_of_range",
      "feasibility",
      undefined,
    ],
  ])("refuses %s and names it", (_name, input, code, field, index) => {
    expect(errorOf(() => scorePair(soulmate1, input))).toMatchObject({ code, field, index });
  });
});
