import { describe, expect, it } from "vitest";
import {
  clamp,
  MAX_PAIRS_A_PERSON,
  PAIR_SENSITIVITY,
  PERSON_SENSITIVITY,
  pairPartners,
  type Range,
  reachOf,
} from "./contributions";
import type { Draw } from "./discrete-laplace";
import { type Contribution, noisyCount, noisyHistogram, noisyMeans, noisySums } from "./mechanisms";
import { noiseProbability } from "./noise-error";
import { hideSmall, presentMedian } from "./released";
import { noiseScale, type Scale } from "./scale";

/** All pairs of a circle of rows, the smaller number first. */
function circlePairs(rows: number): [number, number][] {
  return Array.from({ length: rows }, (_, row) =>
    pairPartners(row, rows).map((other): [number, number] => [Math.min(row, other), Math.max(row, other)]),
  ).flat();
}

/** A mechanism, as what it says with the noise that it is given. */
type Mechanism = (draw: Draw) => string;

/**
 * The exact distribution of what a mechanism says: every noise vector up to `edge` in each draw, with its probability.
 * What lies beyond is less than 1e-6 of it.
 */
function distribution(mechanism: Mechanism, edge: number): Map<string, number> {
  const scales: Scale[] = [];
  mechanism((scale) => {
    scales.push(scale);
    return 0;
  });
  const found = new Map<string, number>();
  const noise: number[] = [];
  const visit = (probability: number) => {
    if (noise.length < scales.length) {
      const scale = scales[noise.length];
      if (scale === undefined) return;
      for (let x = -edge; x <= edge; x++) {
        noise.push(x);
        visit(probability * noiseProbability(scale, x));
        noise.pop();
      }
      return;
    }
    let at = 0;
    const said = mechanism(() => noise[at++] ?? 0);
    found.set(said, (found.get(said) ?? 0) + probability);
  };
  visit(1);
  return found;
}

/** The largest factor between the probabilities of one output for two data sets, over outputs that are not at the edge. */
function worstRatio(one: Mechanism, other: Mechanism, edge: number): number {
  const [first, second] = [distribution(one, edge), distribution(other, edge)];
  let worst = 1;
  for (const said of new Set([...first.keys(), ...second.keys()])) {
    const [p, q] = [first.get(said) ?? 0, second.get(said) ?? 0];
    if (Math.max(p, q) < 1e-6) continue;
    worst = Math.max(worst, p / q, q / p);
  }
  return worst;
}

const MILLI = 1_000;
const RANGE: Range = { low: 0, high: 4 };
const of = (...values: number[]): Contribution[] => values.map((value) => ({ value, times: 1 }));

/** Each mechanism on data with a person and without, at a given share of the true sensitivity. */
const CASES: Record<
  string,
  { edge: number; epsilon?: number; run: (withPerson: boolean, share: number) => Mechanism }
> = {
  "a count": {
    edge: 30,
    run: (withPerson, share) => (draw) => {
      const epsilonMilli = MILLI / share;
      return String(noisyCount(withPerson ? 12 : 11, { sensitivity: 1, epsilonMilli, draw }).count);
    },
  },
  "a histogram, with small cells hidden": {
    edge: 22,
    run: (withPerson, share) => (draw) => {
      const epsilonMilli = MILLI / share;
      const { counts } = noisyHistogram([withPerson ? 10 : 9, 12], { sensitivity: 1, epsilonMilli, draw });
      return JSON.stringify(hideSmall(counts));
    },
  },
  "a histogram of pairs, where one person changes several cells": {
    edge: 34,
    run: (withPerson, share) => (draw) => {
      const epsilonMilli = MILLI / share;
      const { counts } = noisyHistogram(withPerson ? [12, 11] : [10, 12], {
        sensitivity: 3,
        epsilonMilli,
        draw,
      });
      return JSON.stringify(counts);
    },
  },
  "a sum": {
    edge: 60,
    run: (withPerson, share) => (draw) => {
      const terms = { sensitivity: 1, epsilonMilli: MILLI / share, draw };
      return JSON.stringify(noisySums([withPerson ? of(1, 3, 4) : of(1, 3)], RANGE, terms).sums);
    },
  },
  "a sum of values beyond the range": {
    edge: 60,
    run: (withPerson, share) => (draw) => {
      const terms = { sensitivity: 1, epsilonMilli: MILLI / share, draw };
      return JSON.stringify(noisySums([withPerson ? of(1, 3, 4_000) : of(1, 3)], RANGE, terms).sums);
    },
  },
  "a mean": {
    edge: 40,
    epsilon: 2,
    run: (withPerson, share) => (draw) => {
      const terms = { sensitivity: 1, epsilonMilli: (2 * MILLI) / share, draw };
      const { counts, sums } = noisyMeans([withPerson ? of(1, 3, 4) : of(1, 3)], RANGE, terms);
      return JSON.stringify([counts, sums]);
    },
  },
  "a median": {
    edge: 22,
    run: (withPerson, share) => (draw) => {
      const terms = { sensitivity: 1, epsilonMilli: MILLI / share, draw };
      const { counts, scale } = noisyHistogram(withPerson ? [9, 5] : [9, 4], terms);
      return JSON.stringify([presentMedian(counts, { scale }), counts]);
    },
  },
};

describe.each(Object.entries(CASES))("%s", (_, { edge, epsilon = 1, run }) => {
  const limit = Math.exp(epsilon) * (1 + 1e-5);

  it("changes no output’s probability by more than exp(epsilon) when one person is left out", () => {
    expect(worstRatio(run(true, 1), run(false, 1), edge)).toBeLessThanOrEqual(limit);
  });

  it("changes some output’s probability by more than that with half the sensitivity, so the test would see it", () => {
    expect(worstRatio(run(true, 0.5), run(false, 0.5), edge)).toBeGreaterThan(limit);
  });
});

describe("the bounds of contributions", () => {
  it("one person changes the counts of pairs by at most the sensitivity, whichever person and however many there are", () => {
    let worst = 0;
    for (let people = 1; people <= 40; people++) {
      for (let out = 0; out < people; out++) {
        const key = (i: number, j: number) => `${Math.min(i, j)}-${Math.max(i, j)}`;
        const before = circlePairs(people).map(([i, j]) => key(i, j));
        const left = Array.from({ length: people }, (_, row) => row).filter((row) => row !== out);
        const after = circlePairs(people - 1).map(([i, j]) => key(left[i] ?? -1, left[j] ?? -1));
        const [had, has] = [new Set(before), new Set(after)];
        expect([had.size, has.size]).toEqual([before.length, after.length]);
        const changed =
          before.filter((pair) => !has.has(pair)).length + after.filter((pair) => !had.has(pair)).length;
        worst = Math.max(worst, changed);
      }
    }
    expect(worst).toBe(PAIR_SENSITIVITY);
  });

  it("keeps every person within the bound of pairs, and pairs no one with themselves", () => {
    for (const people of [0, 1, 2, 9, 10, 11, 12, 100]) {
      const taken = Array.from({ length: people }, () => 0);
      for (const [i, j] of circlePairs(people)) {
        expect(i).toBeLessThan(j);
        for (const row of [i, j]) taken[row] = (taken[row] ?? 0) + 1;
      }
      expect(Math.max(0, ...taken)).toBeLessThanOrEqual(MAX_PAIRS_A_PERSON);
      if (people > MAX_PAIRS_A_PERSON) expect(new Set(taken)).toEqual(new Set([MAX_PAIRS_A_PERSON]));
    }
  });

  it("clamps whatever is given to the range", () => {
    expect([-5, 0, 2.4, 9, Number.NaN, Number.POSITIVE_INFINITY].map((value) => clamp(value, RANGE))).toEqual(
      [0, 0, 2, 4, 0, 4],
    );
    expect([reachOf(RANGE), reachOf({ low: 0, high: 5 })]).toEqual([2, 3]);
    expect(PERSON_SENSITIVITY).toBe(1);
  });

  it("refuses terms that no noise can be exact for", () => {
    for (const [sensitivity, epsilon] of [
      [0, 100],
      [1.5, 100],
      [1, 0],
      [1, 0.5],
      [1, Number.NaN],
    ] as const) {
      expect(() => noiseScale(sensitivity, epsilon)).toThrow(RangeError);
    }
    expect(() => noisyMeans([], RANGE, { sensitivity: 1, epsilonMilli: 7, draw: () => 0 })).toThrow(
      RangeError,
    );
    expect(() => noisyCount(1.5, { sensitivity: 1, epsilonMilli: 7, draw: () => 0 })).toThrow(RangeError);
  });
});
