import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { bestK, NO_PARTNER } from "./best-k";
import { GROUP_NAMES, type Model, soulmate1, type Traits } from "./model";
import { oneAgainstMany } from "./one-against-many";
import { pairsAboveThreshold } from "./pairs-above-threshold";
import {
  eachRow,
  eachRowWithAlignments,
  pairCount,
  pairIndex,
  scoreAllPairs,
  scoreAllPairsWithAlignments,
} from "./score-all-pairs";
import { type PairScore, scorePair } from "./score-pair";
import { ScoringError } from "./scoring-error";
import { correlatedCrowd, seeded, uniformCrowd } from "./testdata/crowd";
import { TraitMatrix, type UniformOptions } from "./trait-matrix";

const EXACT = 1e-12;

/** A model unlike the published one in every constant, so that no constant is baked into the kernel. */
const skewed: Model = {
  version: "skewed",
  alpha: soulmate1.alpha.map((_, k) => (k % 5 === 0 ? 0 : (k % 7) / 3)),
  beta1: 0.3,
  beta2: 0.7,
  gamma1: 0.8,
  gamma2: 0.2,
};

/**
 * Crowds of every sort that matters: independent, correlated, with unknown traits in some or most people, with many
 * equal people, with so few different answers that scores tie, at the very ends of the range, all but equal.
 */
const crowd: fc.Arbitrary<Traits[]> = fc
  .tuple(fc.integer(), fc.nat(37), fc.constantFrom("uniform", "correlated", "few", "ends", "near"), fc.nat(3))
  .map(([seed, size, sort, unknowns]) => {
    const random = seeded(seed);
    const people: Traits[] = sort === "correlated" ? correlatedCrowd(size, seed) : uniformCrowd(size, seed);
    return people.map((traits) => {
      const source = random() < 0.2 ? (people[Math.floor(random() * size)] ?? traits) : traits;
      const partly = unknowns > 0 && random() < unknowns / 3;
      return source.map((value) => {
        if (value === null || (partly && random() < 0.25)) return null;
        if (sort === "few") return Math.round(value * 4) / 4;
        if (sort === "ends") return Math.round(value);
        return sort === "near" ? 0.5 + value * 10 ** -(1 + Math.floor(random() * 16)) : value;
      });
    });
  });

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const options: fc.Arbitrary<UniformOptions> = fc.record(
  {
    resonance: fc.array(unit, { minLength: 7, maxLength: 7 }),
    feasibility: fc.oneof(unit, fc.constantFrom(0, 1, 5e-324, 1e-300)),
  },
  { requiredKeys: [] },
);
const model = fc.constantFrom(soulmate1, skewed);

/** By the plain formula; null where the pair cannot be scored. */
function plain(
  model: Model,
  people: readonly Traits[],
  i: number,
  j: number,
  shared: UniformOptions,
): PairScore | null {
  try {
    return scorePair(model, { traits1: people[i] ?? [], traits2: people[j] ?? [], ...shared });
  } catch (error) {
    if (error instanceof ScoringError && error.code === "too_few_known_traits") return null;
    throw error;
  }
}

function expectSame(actual: number | undefined, expected: number | null | undefined): void {
  if (expected == null) expect(actual).toBeNaN();
  else expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(EXACT);
}

describe("all pairs", () => {
  test("score and align as the plain formula does, whatever the crowd, the model and the options", () => {
    fc.assert(
      fc.property(crowd, model, options, (people, model, shared) => {
        const n = people.length;
        const matrix = new TraitMatrix(model, people);
        const scores = scoreAllPairs(matrix, shared);
        const aligned = scoreAllPairsWithAlignments(matrix, shared);
        expect(scores).toHaveLength(n < 2 ? 0 : pairCount(n));
        for (let i = 0; i < n; i++) {
          for (let j = i + 1; j < n; j++) {
            const pair = pairIndex(n, i, j);
            const expected = plain(model, people, i, j, shared);
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

  test("of permuted people are the permuted scores", () => {
    fc.assert(
      fc.property(crowd, fc.integer(), (people, seed) => {
        const n = people.length;
        const random = seeded(seed);
        const order = people.map((_, i) => [random(), i] as const).sort((x, y) => x[0] - y[0]);
        const permuted = scoreAllPairs(
          new TraitMatrix(
            soulmate1,
            order.map(([, i]) => people[i] ?? []),
          ),
        );
        const scores = scoreAllPairs(new TraitMatrix(soulmate1, people));
        for (let x = 0; x < n; x++) {
          for (let y = x + 1; y < n; y++) {
            const [i, j] = [order[x]?.[1] ?? 0, order[y]?.[1] ?? 0];
            const score = scores[pairIndex(n, Math.min(i, j), Math.max(i, j))] ?? 0;
            expectSame(permuted[pairIndex(n, x, y)], Number.isNaN(score) ? null : score);
          }
        }
      }),
    );
  });

  test("stay exact at sizes around every block of the kernel", () => {
    for (const n of [0, 1, 2, 3, 4, 5, 7, 8, 9, 127, 128, 129, 136, 260]) {
      const people = correlatedCrowd(n, n);
      const scores = scoreAllPairs(new TraitMatrix(soulmate1, people));
      for (let i = 0; i < n; i++) {
        for (let j = i + 1; j < n; j++) {
          expectSame(scores[pairIndex(n, i, j)], plain(soulmate1, people, i, j, {})?.compatibilityScore);
        }
      }
    }
  });

  test("give identical people exactly what scorePair gives them", () => {
    const people: Traits[] = Array(20).fill(uniformCrowd(1, 5)[0]);
    const { scores, alignments } = scoreAllPairsWithAlignments(new TraitMatrix(soulmate1, people));
    expect(new Set(scores)).toEqual(new Set([0.875]));
    for (const group of GROUP_NAMES) expect(new Set(alignments[group])).toEqual(new Set([1]));
  });

  test("come row by row as they come at once", () => {
    const people = correlatedCrowd(45, 3).map((traits, i) =>
      traits.map((value, k) => (i % 3 && k === i % 32 ? null : value)),
    );
    const matrix = new TraitMatrix(soulmate1, people);
    const atOnce = scoreAllPairsWithAlignments(matrix);
    const rows: number[] = [];
    eachRowWithAlignments(matrix, {}, (i, scores, alignments) => {
      rows.push(i);
      const [from, to] = [pairIndex(45, i, i + 1), pairIndex(45, i, i + 1) + 44 - i];
      expect(scores).toEqual(atOnce.scores.subarray(from, to));
      for (const group of GROUP_NAMES)
        expect(alignments[group]).toEqual(atOnce.alignments[group].subarray(from, to));
    });
    expect(rows).toEqual(Array.from({ length: 44 }, (_, i) => i));
  });

  test("fill an array that is given, and refuse one of another length", () => {
    const matrix = new TraitMatrix(soulmate1, uniformCrowd(10, 1));
    const into = new Float64Array(45);
    expect(scoreAllPairs(matrix, {}, into)).toBe(into);
    expect(into).toEqual(scoreAllPairs(matrix));
    expect(() => scoreAllPairs(matrix, {}, new Float64Array(44))).toThrow(ScoringError);
  });

  test("survive a visitor that scores other people, more of them, or throws", () => {
    const people = uniformCrowd(30, 9);
    const matrix = new TraitMatrix(soulmate1, people);
    const expected = scoreAllPairs(matrix);
    const others = new TraitMatrix(skewed, correlatedCrowd(3000, 9));
    let at = 0;
    eachRow(matrix, {}, (_, scores) => {
      oneAgainstMany(others, people[0] ?? []);
      bestK(matrix, 2, { feasibility: 0.5 });
      for (const score of scores) expect(score).toBe(expected[at++]);
    });
    expect(at).toBe(expected.length);
    expect(() =>
      eachRow(matrix, {}, () => {
        throw new Error("enough");
      }),
    ).toThrow("enough");
    expect(scoreAllPairs(matrix)).toEqual(expected);
  });
});

describe("pairsAboveThreshold", () => {
  function expectAsPlain(people: Traits[], model: Model, threshold: number, shared: UniformOptions): void {
    const found = pairsAboveThreshold(new TraitMatrix(model, people), threshold, shared);
    const expected: [number, number, number][] = [];
    for (let i = 0; i < people.length; i++) {
      for (let j = i + 1; j < people.length; j++) {
        const score = plain(model, people, i, j, shared)?.compatibilityScore;
        if (score !== undefined && score >= threshold) expected.push([i, j, score]);
      }
    }
    expect(found.count).toBe(expected.length);
    expect([found.a.length, found.b.length, found.score.length]).toEqual(Array(3).fill(found.count));
    expected.forEach(([i, j, score], p) => {
      expect([found.a[p], found.b[p]]).toEqual([i, j]);
      expectSame(found.score[p], score);
      expect(found.score[p]).toBeGreaterThanOrEqual(threshold);
    });
  }

  test("finds exactly the pairs that scorePair puts at or above any threshold", () => {
    fc.assert(
      fc.property(
        crowd,
        model,
        options,
        fc.oneof(unit, fc.constantFrom(0, 1)),
        (people, model, shared, threshold) => expectAsPlain(people, model, threshold, shared),
      ),
    );
  });

  test("draws the line exactly: a pair's own score finds it, the next number up does not", () => {
    fc.assert(
      fc.property(crowd, model, options, fc.nat(), fc.nat(), (people, model, shared, x, y) => {
        fc.pre(people.length > 1);
        const [i, j] = [x % people.length, y % people.length];
        const score = i === j ? undefined : plain(model, people, i, j, shared)?.compatibilityScore;
        fc.pre(score !== undefined);
        for (const threshold of [score, nextUp(score), nextDown(score)]) {
          if (threshold >= 0 && threshold <= 1) expectAsPlain(people, model, threshold, shared);
        }
      }),
    );
  });

  test("finds every pair at threshold 0, far beyond the first million", () => {
    const people = correlatedCrowd(1500, 4);
    const matrix = new TraitMatrix(soulmate1, people);
    const all = scoreAllPairs(matrix);
    const found = pairsAboveThreshold(matrix, 0);
    expect(found.count).toBe(all.length);
    let furthest = 0;
    for (let p = 0; p < all.length; p++) {
      furthest = Math.max(furthest, Math.abs((found.score[p] ?? 9) - (all[p] ?? 0)));
      if (p !== pairIndex(1500, found.a[p] ?? 0, found.b[p] ?? 0)) expect.fail(`pair ${p} is out of order`);
    }
    expect(furthest).toBeLessThanOrEqual(EXACT);
  });

  test("agrees with all pairs on two thousand people", () => {
    for (const people of [uniformCrowd(2000, 8), correlatedCrowd(2000, 8)]) {
      const matrix = new TraitMatrix(soulmate1, people);
      const all = scoreAllPairs(matrix);
      for (const threshold of [0.45, 0.5, 0.6]) {
        const expected = all.reduce((count, score) => count + Number(score >= threshold), 0);
        expect(pairsAboveThreshold(matrix, threshold).count).toBe(expected);
      }
    }
  });

  test.each([-0.1, 1.1, Number.NaN])("refuses the threshold %d", (threshold) => {
    expect(() => pairsAboveThreshold(new TraitMatrix(soulmate1, []), threshold)).toThrow(ScoringError);
  });
});

describe("bestK", () => {
  function expectAsPlain(people: Traits[], model: Model, k: number, shared: UniformOptions): void {
    const best = bestK(new TraitMatrix(model, people), k, shared);
    expect(best.k).toBe(Math.min(k, Math.max(0, people.length - 1)));
    expect(best.count).toHaveLength(people.length);
    people.forEach((_, i) => {
      const expected = people
        .map((_, j) => ({
          j,
          score: i === j ? undefined : plain(model, people, i, j, shared)?.compatibilityScore,
        }))
        .filter((partner) => partner.score !== undefined)
        .sort((x, y) => (y.score ?? 0) - (x.score ?? 0) || x.j - y.j)
        .slice(0, best.k);
      const empty = best.k - expected.length;
      expect(best.count[i]).toBe(expected.length);
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
  }

  test("is what sorting every partner by scorePair gives, ties to the lower index", () => {
    fc.assert(
      fc.property(crowd, model, options, fc.integer({ min: 1, max: 50 }), (people, model, shared, k) =>
        expectAsPlain(people, model, k, shared),
      ),
    );
  });

  test("holds beyond one tile of columns, in whatever order the best come", () => {
    const people = correlatedCrowd(700, 2);
    expectAsPlain(people, soulmate1, 3, {});
    const first = people[0] ?? [];
    const distance = (traits: number[]) =>
      traits.reduce((sum, value, k) => sum + (value - (first[k] ?? 0)) ** 2, 0);
    expectAsPlain(
      people.toSorted((x, y) => distance(y) - distance(x)),
      soulmate1,
      2,
      {},
    );
  });

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses k = %d", (k) => {
    expect(() => bestK(new TraitMatrix(soulmate1, uniformCrowd(3, 1)), k)).toThrow(ScoringError);
  });
});

describe("oneAgainstMany", () => {
  test("scores one person against everyone as the plain formula does", () => {
    fc.assert(
      fc.property(
        crowd,
        model,
        options,
        fc.integer(),
        fc.boolean(),
        (people, model, shared, seed, partly) => {
          const person =
            uniformCrowd(1, seed)[0]?.map((value, k) => (partly && k % 4 === 0 ? null : value)) ?? [];
          const scores = oneAgainstMany(new TraitMatrix(model, people), person, shared);
          expect(scores).toHaveLength(people.length);
          people.forEach((_, j) => {
            expectSame(scores[j], plain(model, [person, ...people], 0, j + 1, shared)?.compatibilityScore);
          });
        },
      ),
    );
  });

  test("names a bad person", () => {
    const matrix = new TraitMatrix(soulmate1, uniformCrowd(3, 1));
    expect(() => oneAgainstMany(matrix, [0.5])).toThrow(expect.objectContaining({ field: "person" }));
  });
});

describe("a matrix", () => {
  test("copies its people", () => {
    const people = uniformCrowd(4, 6);
    const matrix = new TraitMatrix(soulmate1, people);
    const before = scoreAllPairs(matrix);
    for (const traits of people) traits.fill(0);
    expect(scoreAllPairs(matrix)).toEqual(before);
  });

  test("names the person and the trait that are wrong", () => {
    const people: Traits[] = uniformCrowd(3, 1).map((traits, i) =>
      i === 2 ? [...traits.slice(0, 31), 1.5] : traits,
    );
    expect(() => new TraitMatrix(soulmate1, people)).toThrow(
      expect.objectContaining({ code: "out_of_range", field: "people[2]", index: 31 }),
    );
    expect(() => new TraitMatrix(soulmate1, [[]])).toThrow(
      expect.objectContaining({ code: "wrong_length", field: "people[0]" }),
    );
  });

  test("gives one pair's score bit for bit as scorePair does", () => {
    const people = correlatedCrowd(40, 11).map((traits, i) =>
      traits.map((value, k) => (k < i % 20 ? null : value)),
    );
    const matrix = new TraitMatrix(soulmate1, people);
    const terms = { traitWeight: 0.5, resonance: 0.375, feasibility: 1 };
    for (let i = 0; i < 40; i++) {
      for (let j = 0; j < 40; j++) {
        const score = plain(soulmate1, people, i, j, {})?.compatibilityScore;
        expect(matrix.exactScore(i, j, terms)).toBe(score ?? Number.NaN);
      }
    }
  });
});

describe("the kernel's memory", () => {
  let small: TraitMatrix;
  beforeEach(() => {
    small = new TraitMatrix(soulmate1, uniformCrowd(20, 12));
  });

  test("carries nothing over from larger, smaller, other or unfinished work", () => {
    const expected = scoreAllPairs(small);
    const best = bestK(small, 3);
    for (const size of [100, 5000, 0, 1, 21, 60_000]) {
      const people = uniformCrowd(size, size);
      oneAgainstMany(new TraitMatrix(skewed, people), uniformCrowd(1, 1)[0] ?? [], { feasibility: 0.1 });
      if (size < 200) pairsAboveThreshold(new TraitMatrix(soulmate1, people), 0);
      expect(scoreAllPairs(small)).toEqual(expected);
      expect(bestK(small, 3)).toEqual(best);
    }
  });
});

function nextUp(value: number): number {
  return step(value, 1n);
}

function nextDown(value: number): number {
  return value === 0 ? value : step(value, -1n);
}

/** The neighbouring double, by its bits. */
function step(value: number, by: bigint): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + by);
  return view.getFloat64(0);
}
