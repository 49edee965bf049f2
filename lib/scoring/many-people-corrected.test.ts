import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bestK, NO_PARTNER } from "./best-k";
import {
  GROUP_NAMES,
  MAX_STANDARD_ERROR,
  type Model,
  type StandardErrors,
  soulmate1,
  soulmate2,
  type Traits,
} from "./model";
import { oneAgainstMany } from "./one-against-many";
import { pairsAboveThreshold } from "./pairs-above-threshold";
import { pairCount, pairIndex, scoreAllPairs, scoreAllPairsWithAlignments } from "./score-all-pairs";
import { type PairScore, scorePair } from "./score-pair";
import { ScoringError } from "./scoring-error";
import { correlatedCrowd, seeded, uniformCrowd } from "./testdata/crowd";
import { TraitMatrix, type UniformOptions } from "./trait-matrix";

const EXACT = 1e-12;

/** A corrected model unlike the published one in every constant. */
const skewed: Model = {
  version: "skewed-2",
  alpha: soulmate1.alpha.map((_, k) => (k % 5 === 0 ? 0 : (k % 7) / 3)),
  beta1: 0.3,
  beta2: 0.7,
  gamma1: 0.8,
  gamma2: 0.2,
  correctsForError: true,
};

interface Crowd {
  people: Traits[];
  errors: (StandardErrors | null)[];
}

/**
 * Crowds of every sort, with errors of every sort: none, the same for all, one for each trait, one size a person,
 * the largest there are, and such that corrected distances fall on and around 0.
 */
const crowd: fc.Arbitrary<Crowd> = fc
  .tuple(
    fc.integer(),
    fc.nat(37),
    fc.constantFrom("uniform", "correlated", "few", "ends", "near"),
    fc.constantFrom("none", "same", "mixed", "personal", "largest", "matching"),
    fc.nat(3),
  )
  .map(([seed, size, sort, noise, unknowns]) => {
    const random = seeded(seed);
    const drawn = sort === "correlated" ? correlatedCrowd(size, seed) : uniformCrowd(size, seed);
    const people: Traits[] = drawn.map((own) => {
      const source = random() < 0.2 ? (drawn[Math.floor(random() * size)] ?? own) : own;
      const partly = unknowns > 0 && random() < unknowns / 3;
      return source.map((value) => {
        if (partly && random() < 0.25) return null;
        if (sort === "few") return Math.round(value * 4) / 4;
        if (sort === "ends") return Math.round(value);
        return sort === "near" ? 0.5 + value * 10 ** -(1 + Math.floor(random() * 4)) : value;
      });
    });
    const errors = people.map((_, i): StandardErrors | null => {
      if (noise === "none" || random() < 0.1) return null;
      const personal = random() * MAX_STANDARD_ERROR;
      return Array.from({ length: 32 }, () => {
        if (noise === "same") return 0.163;
        if (noise === "largest") return MAX_STANDARD_ERROR;
        if (noise === "personal") return personal;
        // With answers in quarters: squares that cancel a difference to the last bit, or almost.
        if (noise === "matching") return i % 2 === 0 ? 0.25 : 0;
        return random() < 0.1 ? null : random() * MAX_STANDARD_ERROR;
      });
    });
    return { people, errors };
  });

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const options: fc.Arbitrary<UniformOptions> = fc.record(
  {
    resonance: fc.array(unit, { minLength: 7, maxLength: 7 }),
    feasibility: fc.oneof(unit, fc.constantFrom(0, 1, 1e-300)),
  },
  { requiredKeys: [] },
);
const model = fc.constantFrom(soulmate2, skewed);

function plain(
  model: Model,
  { people, errors }: Crowd,
  i: number,
  j: number,
  shared: UniformOptions,
): PairScore | null {
  try {
    return scorePair(model, {
      traits1: people[i] ?? [],
      traits2: people[j] ?? [],
      standardErrors1: errors[i],
      standardErrors2: errors[j],
      ...shared,
    });
  } catch (error) {
    if (error instanceof ScoringError && error.code === "too_few_known_traits") return null;
    throw error;
  }
}

function expectSame(actual: number | undefined, expected: number | null | undefined): void {
  if (expected == null) expect(actual).toBeNaN();
  else expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(EXACT);
}

describe("with standard errors", () => {
  test("all pairs score and align as the plain formula does", () => {
    fc.assert(
      fc.property(crowd, model, options, (crowd, model, shared) => {
        const n = crowd.people.length;
        const matrix = new TraitMatrix(model, crowd.people, crowd.errors);
        const scores = scoreAllPairs(matrix, shared);
        const aligned = scoreAllPairsWithAlignments(matrix, shared);
        expect(scores).toHaveLength(n < 2 ? 0 : pairCount(n));
        for (let i = 0; i < n; i++) {
          for (let j = i + 1; j < n; j++) {
            const pair = pairIndex(n, i, j);
            const expected = plain(model, crowd, i, j, shared);
            expectSame(scores[pair], expected?.compatibilityScore);
            expectSame(aligned.scores[pair], expected?.compatibilityScore);
            if (!expected) continue;
            for (const group of GROUP_NAMES) {
              expectSame(aligned.alignments[group][pair], expected.dimensionBreakdown[group]);
            }
          }
        }
      }),
    );
  });

  test("all pairs stay exact at sizes around every block of the kernel", () => {
    for (const n of [1, 3, 4, 8, 9, 127, 129, 260]) {
      const people = correlatedCrowd(n, n);
      const random = seeded(n);
      const errors = people.map(() => Array.from({ length: 32 }, () => random() * MAX_STANDARD_ERROR));
      const scores = scoreAllPairs(new TraitMatrix(soulmate2, people, errors));
      for (let i = 0; i < n; i++) {
        for (let j = i + 1; j < n; j++) {
          const expected = plain(soulmate2, { people, errors }, i, j, {});
          expectSame(scores[pairIndex(n, i, j)], expected?.compatibilityScore);
        }
      }
    }
  });

  test("pairs above a threshold are exactly those that scorePair puts there", () => {
    fc.assert(
      fc.property(crowd, model, options, unit, fc.nat(), fc.nat(), (crowd, model, shared, drawn, x, y) => {
        const n = crowd.people.length;
        fc.pre(n > 1);
        const own = x % n === y % n ? null : plain(model, crowd, x % n, y % n, shared);
        const matrix = new TraitMatrix(model, crowd.people, crowd.errors);
        for (const threshold of [drawn, 0, 1, own?.compatibilityScore ?? drawn]) {
          const found = pairsAboveThreshold(matrix, threshold, shared);
          const expected: [number, number, number][] = [];
          for (let i = 0; i < n; i++) {
            for (let j = i + 1; j < n; j++) {
              const score = plain(model, crowd, i, j, shared)?.compatibilityScore;
              if (score !== undefined && score >= threshold) expected.push([i, j, score]);
            }
          }
          expect(found.count).toBe(expected.length);
          expected.forEach(([i, j, score], p) => {
            expect([found.a[p], found.b[p]]).toEqual([i, j]);
            expectSame(found.score[p], score);
          });
        }
      }),
    );
  });

  test("the best K are what sorting every partner by scorePair gives, ties to the lower index", () => {
    fc.assert(
      fc.property(crowd, model, options, fc.integer({ min: 1, max: 50 }), (crowd, model, shared, k) => {
        const best = bestK(new TraitMatrix(model, crowd.people, crowd.errors), k, shared);
        crowd.people.forEach((_, i) => {
          const expected = crowd.people
            .map((_, j) => ({
              j,
              score: i === j ? undefined : plain(model, crowd, i, j, shared)?.compatibilityScore,
            }))
            .filter((partner) => partner.score !== undefined)
            .sort((a, b) => (b.score ?? 0) - (a.score ?? 0) || a.j - b.j)
            .slice(0, best.k);
          const empty = best.k - expected.length;
          const slots = [i * best.k, (i + 1) * best.k] as const;
          expect([...best.partner.subarray(...slots)]).toEqual([
            ...expected.map((partner) => partner.j),
            ...Array(empty).fill(NO_PARTNER),
          ]);
          expect([...best.score.subarray(...slots)]).toEqual([
            ...expected.map((partner) => partner.score),
            ...Array(empty).fill(Number.NaN),
          ]);
        });
      }),
    );
  });

  test("the best K hold beyond one tile of columns, where many tie at no distance", () => {
    const people = correlatedCrowd(300, 2);
    const errors = people.map((_, i) => Array<number>(32).fill(i % 3 === 0 ? 0.05 : MAX_STANDARD_ERROR));
    const best = bestK(new TraitMatrix(soulmate2, people, errors), 3);
    let ties = 0;
    for (let i = 0; i < 300; i += 7) {
      const expected = people
        .map((_, j) => ({
          j,
          score: i === j ? -1 : (plain(soulmate2, { people, errors }, i, j, {})?.compatibilityScore ?? -1),
        }))
        .sort((a, b) => b.score - a.score || a.j - b.j)
        .slice(0, 3);
      expect([...best.partner.subarray(3 * i, 3 * i + 3)]).toEqual(expected.map(({ j }) => j));
      expect([...best.score.subarray(3 * i, 3 * i + 3)]).toEqual(expected.map(({ score }) => score));
      ties += Number(expected[2]?.score === 0.875);
    }
    expect(ties).toBeGreaterThan(10);
  });

  test("searches agree with all pairs on two thousand people", () => {
    const people = correlatedCrowd(2_000, 8);
    const random = seeded(9);
    const errors = people.map(() => Array.from({ length: 32 }, () => 0.1 + 0.1 * random()));
    const matrix = new TraitMatrix(soulmate2, people, errors);
    const all = scoreAllPairs(matrix);
    for (const threshold of [0.55, 0.7, 0.875]) {
      const expected = all.reduce((count, score) => count + Number(score >= threshold), 0);
      expect(expected).toBeGreaterThan(0);
      expect(pairsAboveThreshold(matrix, threshold).count).toBe(expected);
    }
  });

  test("one against many scores as the plain formula does, whoever has errors", () => {
    fc.assert(
      fc.property(crowd, crowd, model, options, (crowd, others, model, shared) => {
        const [person = uniformCrowd(1, 3)[0] ?? []] = others.people;
        const standardErrors = others.errors[0] ?? null;
        const matrix = new TraitMatrix(model, crowd.people, crowd.errors);
        const scores = oneAgainstMany(matrix, person, { ...shared, standardErrors });
        const together = {
          people: [person, ...crowd.people],
          errors: [standardErrors, ...crowd.errors],
        };
        crowd.people.forEach((_, j) => {
          expectSame(scores[j], plain(model, together, 0, j + 1, shared)?.compatibilityScore);
        });
      }),
    );
  });

  test("nothing is carried over to a model that takes traits as exact, or back", () => {
    const people = correlatedCrowd(60, 5);
    const errors = people.map(() => Array<number>(32).fill(0.2));
    const exact = new TraitMatrix(soulmate1, people);
    const corrected = new TraitMatrix(soulmate2, people, errors);
    const without = new TraitMatrix(soulmate2, people);
    const before = [scoreAllPairs(exact), scoreAllPairs(corrected)];
    expect(before[0]).not.toEqual(before[1]);
    for (let n = 0; n < 3; n++) {
      expect(scoreAllPairs(without)).toEqual(before[0]);
      expect(scoreAllPairs(corrected)).toEqual(before[1]);
      expect(scoreAllPairs(exact)).toEqual(before[0]);
    }
  });
});

describe("errors that cannot be", () => {
  const people = uniformCrowd(2, 1);
  const errors = Array<number>(32).fill(0.1);

  test("are named by person and trait", () => {
    const bad = [...errors.slice(0, 31), 0.4];
    expect(() => new TraitMatrix(soulmate2, people, [errors, bad])).toThrow(
      expect.objectContaining({ code: "out_of_range", field: "standardErrors[1]", index: 31 }),
    );
    expect(() => new TraitMatrix(soulmate2, people, [errors])).toThrow(
      expect.objectContaining({ code: "wrong_length", field: "standardErrors" }),
    );
    expect(() =>
      oneAgainstMany(new TraitMatrix(soulmate2, people), people[0] ?? [], { standardErrors: bad }),
    ).toThrow(expect.objectContaining({ code: "out_of_range", field: "standardErrors" }));
  });

  test("are refused under a model that takes traits as exact", () => {
    expect(() => new TraitMatrix(soulmate1, people, [errors, null])).toThrow(
      expect.objectContaining({ code: "invalid_option", field: "standardErrors[0]" }),
    );
    expect(() =>
      oneAgainstMany(new TraitMatrix(soulmate1, people), people[0] ?? [], { standardErrors: errors }),
    ).toThrow(expect.objectContaining({ code: "invalid_option", field: "standardErrors" }));
  });
});
