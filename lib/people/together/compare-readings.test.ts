import { describe, expect, it } from "vitest";
import { drawBlur, drawVictim } from "@/lib/people/together/attack.fixture";
import { CHECK_IN_QUESTIONS, resonanceOf } from "@/lib/people/together/check-in-questions";
import { compareReadings } from "@/lib/people/together/compare-readings";
import { readTraits } from "@/lib/people/together/read-traits";
import { scoreBands } from "@/lib/people/together/score-bands";
import { STARTER_TEXTS } from "@/lib/people/together/starter-texts";
import { GROUPS, soulmate2, TRAITS } from "@/lib/scoring/model";
import { scorePair } from "@/lib/scoring/score-pair";
import { scoreRange } from "@/lib/scoring/score-range";
import { seeded } from "@/prisma/seed/drawn-people";

const NONE = Array<number>(32).fill(0);

function someone(seed: number, intimacy = true) {
  const chance = seeded(seed);
  return readTraits(drawVictim(chance, "long"), drawBlur(chance), { intimacy });
}

function compared(first: number, second: number, intimacy = true) {
  const comparison = compareReadings(someone(first, intimacy), someone(second, intimacy));
  if (comparison === null) throw new Error("All of both is known.");
  return comparison;
}

describe("comparing two readings", () => {
  it("agrees with soulmate-2 where nothing is blurred", () => {
    const [a, b] = [drawVictim(seeded(1), "long"), drawVictim(seeded(2), "long")];
    const read = (victim: typeof a) => readTraits(victim, NONE, { intimacy: true, blur: 0 });
    const comparison = compareReadings(read(a), read(b));
    const pair = {
      traits1: a.traits,
      traits2: b.traits,
      standardErrors1: a.standardErrors,
      standardErrors2: b.standardErrors,
    };
    const score = scorePair(soulmate2, pair);
    const range = scoreRange(soulmate2, pair, score);
    expect(comparison?.closeness).toBeCloseTo(score.traitCompatibility, 12);
    expect(comparison?.closenessLow).toBeCloseTo((range.low - 0.375) * 2, 12);
    expect(comparison?.closenessHigh).toBeCloseTo((range.high - 0.375) * 2, 12);
  });

  it("is the same whichever of the two comes first", () => {
    const { closeness, closenessLow, closenessHigh, ...words } = compared(3, 4);
    const turned = compared(4, 3);
    expect(turned).toMatchObject(words);
    expect(turned.closeness).toBeCloseTo(closeness, 12);
    expect(turned.closenessLow).toBeCloseTo(closenessLow, 12);
    expect(turned.closenessHigh).toBeCloseTo(closenessHigh, 12);
  });

  it("still tells people with the same traits from strangers", () => {
    const chance = seeded(7);
    const scores = { same: 0, strangers: 0 };
    for (let at = 0; at < 300; at += 1) {
      const victim = drawVictim(chance, "long");
      const reading = readTraits(victim, victim.draws, { intimacy: true });
      const twin = readTraits(victim, drawBlur(chance), { intimacy: true });
      const other = drawVictim(chance, "long");
      const stranger = readTraits(other, other.draws, { intimacy: true });
      scores.same += compareReadings(reading, twin)?.closeness ?? 0;
      scores.strangers += compareReadings(reading, stranger)?.closeness ?? 0;
    }
    expect(scores.same / 300).toBeGreaterThan(scores.strangers / 300 + 0.2);
  });

  it("names nothing about intimacy where one of the two does not compare it", () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const comparison = compareReadings(someone(seed, true), someone(seed + 100, false));
      const intimate = GROUPS.sexual.map((index) => TRAITS[index]);
      const named = [
        comparison?.closest,
        comparison?.widest,
        comparison?.alike,
        comparison?.different,
      ].flat();
      expect(comparison?.groups.sexual).toBeNull();
      expect(named.filter((trait) => intimate.includes(trait))).toEqual([]);
    }
  });

  it("gives no comparison where fewer than 16 traits are known in both", () => {
    const victim = drawVictim(seeded(1), "long");
    const known = { ...victim, traits: victim.traits.map((trait, index) => (index < 15 ? trait : null)) };
    const reading = readTraits(known, NONE, { intimacy: true });
    expect(compareReadings(reading, someone(2))).toBeNull();
  });

  it("gives seven different conversation starters, of each group two at most to either side", () => {
    for (let seed = 0; seed < 60; seed += 1) {
      const { alike, different } = compared(seed, seed + 1_000);
      expect(new Set([...alike, ...different]).size).toBe(7);
      for (const side of [alike, different]) {
        for (const indices of Object.values(GROUPS)) {
          expect(
            side.filter((trait) => indices.some((index) => TRAITS[index] === trait)).length,
          ).toBeLessThan(3);
        }
      }
    }
  });
});

it("has two starters for every trait, and none twice", () => {
  const texts = Object.values(STARTER_TEXTS).flatMap(({ alike, different }) => [alike, different]);
  expect(Object.keys(STARTER_TEXTS).sort()).toEqual([...TRAITS].sort());
  expect(new Set(texts).size).toBe(64);
  for (const text of texts) expect(text).toMatch(/^[A-Z].+[.?]$/);
});

describe("the bands of a score", () => {
  it("are multiples of five, hold the score, and lie within the range", () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const comparison = compared(seed, seed + 500);
      const { low, high, rangeLow, rangeHigh } = scoreBands(comparison, []);
      const score = 100 * (0.5 * comparison.closeness + 0.375);
      expect([low % 5, high % 5, rangeLow % 5, rangeHigh % 5]).toEqual([0, 0, 0, 0]);
      expect(high - low).toBe(5);
      expect(score).toBeGreaterThanOrEqual(low - 1e-6);
      expect(score).toBeLessThanOrEqual(high + 1e-6);
      expect(rangeLow).toBeLessThanOrEqual(low);
      expect(rangeHigh).toBeGreaterThanOrEqual(high);
    }
  });

  it("reach 0 and 100 and no further", () => {
    const all = { closeness: 1, closenessLow: 0, closenessHigh: 1 };
    expect(scoreBands(all, Array(7).fill(1))).toMatchObject({ low: 95, high: 100, rangeHigh: 100 });
    expect(scoreBands({ ...all, closeness: 0 }, Array(7).fill(0))).toMatchObject({ low: 25, rangeLow: 25 });
  });

  it("move with the check-in", () => {
    const comparison = compared(3, 4);
    const best = resonanceOf(Array(7).fill(5), Array(7).fill(5));
    const worst = resonanceOf(Array(7).fill(1), Array(7).fill(1));
    expect(scoreBands(comparison, best).low).toBeGreaterThan(scoreBands(comparison, []).low);
    expect(scoreBands(comparison, worst).low).toBeLessThan(scoreBands(comparison, []).low);
  });
});

it("asks seven questions, whose means are the resonance", () => {
  expect(CHECK_IN_QUESTIONS).toHaveLength(7);
  expect(resonanceOf([1, 2, 3, 4, 5, 1, 5], [1, 2, 3, 4, 5, 5, 4])).toEqual([
    0, 0.25, 0.5, 0.75, 1, 0.5, 0.875,
  ]);
});
