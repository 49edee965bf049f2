import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NO_PARTNER } from "../scoring/best-k";
import { soulmate1, type Traits } from "../scoring/model";
import { scorePair } from "../scoring/score-pair";
import { correlatedCrowd, seeded, uniformCrowd } from "../scoring/testdata/crowd";
import { TraitMatrix } from "../scoring/trait-matrix";
import { AllowedPairs } from "./allowed-pairs";
import { bestAllowed } from "./best-allowed";
import { matchCrowd } from "./match-crowd";
import { select } from "./order-statistics";

interface Crowd {
  people: Traits[];
  allowed: AllowedPairs;
}

/** Crowds with every sort of rule: anyone, some, two groups, no one; with unknown traits and with equal people. */
const crowds: fc.Arbitrary<Crowd> = fc
  .tuple(fc.integer(), fc.nat(40), fc.constantFrom("everyone", "some", "groups", "none"), fc.nat(3))
  .map(([seed, size, rule, sort]) => {
    const random = seeded(seed);
    const drawn = sort === 1 ? uniformCrowd(size, seed) : correlatedCrowd(size, seed);
    const people = drawn.map((traits): Traits => {
      const source = sort === 2 ? (drawn[Math.floor(random() * 3)] ?? traits) : traits;
      const unknown = sort === 3 && random() < 0.4 ? 0.5 : 0;
      return source.map((value) => (random() < unknown ? null : value));
    });
    const allowed = new AllowedPairs(size, rule !== "none");
    for (let i = 0; i < size; i++) {
      for (let j = i + 1; j < size; j++) {
        if ((rule === "some" && random() < 0.5) || (rule === "groups" && i % 2 === j % 2))
          allowed.forbid(i, j);
      }
    }
    return { people, allowed };
  });

/** The plain double loop that the result has to equal, and what it says of pairs without a score. */
function plainLoop({ people, allowed }: Crowd) {
  const pairs: { i: number; j: number; score: number }[] = [];
  let allowedPairs = 0;
  for (const [i, traits1] of people.entries()) {
    for (const [j, traits2] of people.entries()) {
      if (j <= i || !allowed.allows(i, j)) continue;
      allowedPairs++;
      try {
        pairs.push({ i, j, score: scorePair(soulmate1, { traits1, traits2 }).compatibilityScore });
      } catch {
        // Fewer than 16 traits known in both.
      }
    }
  }
  return { pairs, allowedPairs };
}

describe("all pairs of a crowd above a threshold", () => {
  test("are the pairs, order and match rate of a plain double loop", () => {
    fc.assert(
      fc.property(crowds, fc.constantFrom(0, 0.4, 0.5, 0.6, 1), fc.nat(60), (crowd, threshold, limit) => {
        const match = matchCrowd(new TraitMatrix(soulmate1, crowd.people), crowd.allowed, {
          threshold,
          limit,
        });
        const { pairs, allowedPairs } = plainLoop(crowd);
        const above = pairs
          .filter(({ score }) => score >= threshold)
          .sort((one, other) => other.score - one.score);
        expect(match.totalMatches).toBe(above.length);
        expect(match.allowedPairs).toBe(allowedPairs);
        expect(match.unscoredPairs).toBe(allowedPairs - pairs.length);
        expect(match.matchRate).toBe(allowedPairs === 0 ? 0 : above.length / allowedPairs);
        const returned = Array.from(match.pairs.score, (score, p) => ({
          i: match.pairs.a[p],
          j: match.pairs.b[p],
          score,
        }));
        expect(returned).toEqual(above.slice(0, limit));
        expect(match.pairs.count).toBe(returned.length);
      }),
    );
  });

  test("describe the scores of all allowed pairs by their quantiles", () => {
    fc.assert(
      fc.property(crowds, (crowd) => {
        const { distribution } = matchCrowd(new TraitMatrix(soulmate1, crowd.people), crowd.allowed);
        const scores = plainLoop(crowd)
          .pairs.map(({ score }) => score)
          .sort((a, b) => a - b);
        if (scores.length === 0) {
          expect(distribution).toBeNull();
          return;
        }
        const quantile = (fraction: number) => {
          const position = fraction * (scores.length - 1);
          const [low, high] = [scores[Math.floor(position)] ?? 0, scores[Math.ceil(position)] ?? 0];
          return low + (high - low) * (position % 1);
        };
        for (const [name, fraction] of [
          ["min", 0],
          ["q1", 0.25],
          ["median", 0.5],
          ["q3", 0.75],
          ["p90", 0.9],
          ["max", 1],
        ] as const) {
          expect(distribution?.[name]).toBeCloseTo(quantile(fraction), 11);
        }
      }),
    );
  });

  test("with a percentile are cut at a score of the crowd, which is itself included", () => {
    fc.assert(
      fc.property(crowds, fc.constantFrom(0, 10, 50, 90, 99, 100), (crowd, thresholdPercentile) => {
        const match = matchCrowd(new TraitMatrix(soulmate1, crowd.people), crowd.allowed, {
          thresholdPercentile,
        });
        const scores = plainLoop(crowd)
          .pairs.map(({ score }) => score)
          .sort((a, b) => a - b);
        if (scores.length === 0) return;
        const rank = Math.max(0, Math.ceil((thresholdPercentile / 100) * scores.length) - 1);
        expect(match.threshold).toBe(scores[rank]);
        expect(match.totalMatches).toBe(scores.filter((score) => score >= match.threshold).length);
      }),
    );
  });

  const matrix = new TraitMatrix(soulmate1, uniformCrowd(3, 1));
  test.each([
    [{ threshold: 0.5, thresholdPercentile: 50 }, "thresholdPercentile"],
    [{ threshold: 1.1 }, "threshold"],
    [{ threshold: Number.NaN }, "threshold"],
    [{ thresholdPercentile: 101 }, "thresholdPercentile"],
    [{ limit: -1 }, "limit"],
    [{ limit: 1.5 }, "limit"],
  ])("refuse the options %o", (options, field) => {
    const match = () => matchCrowd(matrix, new AllowedPairs(3, true), options);
    expect(match).toThrow(expect.objectContaining({ code: "invalid_option", field }));
  });

  test("refuse rules for another number of people", () => {
    const other = new AllowedPairs(4, true);
    expect(() => matchCrowd(matrix, other)).toThrow(expect.objectContaining({ code: "wrong_length" }));
    expect(() => bestAllowed(matrix, other, 1)).toThrow(expect.objectContaining({ code: "wrong_length" }));
    expect(() => bestAllowed(matrix, new AllowedPairs(3, true), 0)).toThrow(
      expect.objectContaining({ field: "k" }),
    );
  });
});

describe("the best partners of each person", () => {
  const expectPlain = (crowd: Parameters<typeof plainLoop>[0], k: number) => {
    const best = bestAllowed(new TraitMatrix(soulmate1, crowd.people), crowd.allowed, k);
    const { pairs } = plainLoop(crowd);
    for (let i = 0; i < crowd.people.length; i++) {
      const partners = pairs
        .filter((pair) => pair.i === i || pair.j === i)
        .map((pair) => ({ j: pair.i === i ? pair.j : pair.i, score: pair.score }))
        .sort((one, other) => other.score - one.score || one.j - other.j)
        .slice(0, best.k);
      const found = Array.from({ length: best.count[i] ?? 0 }, (_, slot) => ({
        j: best.partner[i * best.k + slot],
        score: best.score[i * best.k + slot],
      }));
      expect(found).toEqual(partners);
      for (let slot = found.length; slot < best.k; slot++)
        expect(best.partner[i * best.k + slot]).toBe(NO_PARTNER);
    }
  };

  test("are those of a plain loop over the people each may meet", () => {
    fc.assert(fc.property(crowds, fc.integer({ min: 1, max: 25 }), expectPlain));
  });

  test("are found too where all who are like a person are of the group that they do not seek", () => {
    const people = uniformCrowd(120, 7).map((traits, i) =>
      traits.map((trait) => (trait === null ? null : (trait + (i % 2)) / 2)),
    );
    const allowed = new AllowedPairs(people.length);
    for (let i = 0; i < people.length; i++)
      for (let j = i + 1; j < people.length; j += 2) allowed.allow(i, j);
    expectPlain({ people, allowed }, 3);
  });
});

describe("the value of a rank", () => {
  test("is the one that sorting would put there", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1 }), fc.nat(), (values, at) => {
        const rank = at % values.length;
        const sorted = values.toSorted((a, b) => a - b);
        expect(select(Float64Array.from(values), rank)).toBe(sorted[rank]);
      }),
    );
  });
});
