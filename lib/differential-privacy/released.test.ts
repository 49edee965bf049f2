import { describe, expect, it } from "vitest";
import { discreteLaplace, drawFrom } from "./discrete-laplace";
import { noisyHistogram, noisyMeans } from "./mechanisms";
import {
  epsilonForError,
  noiseError,
  noiseProbability,
  roundingStep,
  roundTo,
  statedError,
  sumTailBeyond,
  tailBeyond,
} from "./noise-error";
import { hideSmall, presentCount, presentMean, presentMedian, presentTotal } from "./released";
import { noiseScale, type Scale } from "./scale";
import { seededBytes } from "./seeded-bytes.fixture";

/** P(|S| > m) by adding the distributions up one after the other. */
function tailByConvolution(scales: readonly Scale[], m: number): number {
  const edge = 150;
  let sum = new Float64Array(2 * edge + 1);
  sum[edge] = 1;
  for (const scale of scales) {
    const next = new Float64Array(2 * edge + 1);
    for (let from = 0; from < sum.length; from++) {
      if (sum[from] === 0) continue;
      for (let to = 0; to < next.length; to++) {
        next[to] = (next[to] as number) + (sum[from] as number) * noiseProbability(scale, to - from);
      }
    }
    sum = next;
  }
  return sum.reduce((total, p, at) => (Math.abs(at - edge) > m ? total + p : total), 0);
}

describe("the stated error", () => {
  const scale = noiseScale(1, 500);

  it("is the least that holds with 95 %, by the exact tail", () => {
    for (const milli of [50, 333, 500, 1_000, 2_000]) {
      const own = noiseScale(1, milli);
      const m = noiseError([{ scale: own, cells: 1 }]);
      expect(tailBeyond(own, m)).toBeLessThanOrEqual(0.05);
      if (m > 0) expect(tailBeyond(own, m - 1)).toBeGreaterThan(0.05);
    }
    // 2 p^7 / (1 + p) with p = exp(-1/2) is 0.0376, and 2 p^6 / (1 + p) is 0.0620.
    expect(noiseError([{ scale, cells: 1 }])).toBe(6);
  });

  it("of a sum agrees with the distributions added up one by one, for equal and unequal scales", () => {
    const other = noiseScale(3, 700);
    for (const m of [0, 3, 10, 25]) {
      expect(sumTailBeyond([{ scale, cells: 3 }], m)).toBeCloseTo(
        tailByConvolution([scale, scale, scale], m),
        9,
      );
      const mixed = [
        { scale, cells: 2 },
        { scale: other, cells: 1 },
      ];
      expect(sumTailBeyond(mixed, m)).toBeCloseTo(tailByConvolution([scale, scale, other], m), 9);
    }
    expect(sumTailBeyond([{ scale, cells: 1 }], 4)).toBeCloseTo(tailByConvolution([scale], 4), 12);
  });

  it("of many cells approaches that of a normal distribution", () => {
    const m = noiseError([{ scale: noiseScale(1, 100), cells: 400 }]);
    const deviation = Math.sqrt(400 * 2 * 10 ** 2);
    expect(m / deviation).toBeGreaterThan(1.94);
    expect(m / deviation).toBeLessThan(1.97);
  });

  it("grows with the number of cells and falls with epsilon", () => {
    const bySize = [1, 2, 5, 20, 200].map((cells) => noiseError([{ scale, cells }]));
    expect(bySize).toEqual([...bySize].sort((a, b) => a - b));
    const byEpsilon = [10, 50, 100, 500, 2_000].map((milli) =>
      statedError([{ scale: noiseScale(15, milli), cells: 1 }]),
    );
    expect(byEpsilon).toEqual([...byEpsilon].sort((a, b) => b - a));
    expect(noiseError([])).toBe(0);
  });

  it("and its inverse agree: the smallest epsilon that is enough, and one thousandth less is not", () => {
    for (const sensitivity of [1, 15]) {
      for (const error of [4, 6, 25, 100, 999]) {
        const milli = epsilonForError(sensitivity, error, 20_000);
        if (milli === null) throw new Error("There is one.");
        const stated = (epsilon: number) =>
          statedError([{ scale: noiseScale(sensitivity, epsilon), cells: 1 }]);
        expect(stated(milli)).toBeLessThanOrEqual(error);
        expect(stated(milli - 1)).toBeGreaterThan(error);
      }
    }
    expect(epsilonForError(1, 6, 400)).toBeNull();
    expect(epsilonForError(1, 6, 0)).toBeNull();
  });

  it("holds 95 times in a hundred for what is shown, rounding included", () => {
    const bytes = seededBytes(8);
    const terms = [{ scale: noiseScale(1, 70), cells: 1 }];
    let held = 0;
    for (let draw = 0; draw < 4_000; draw++) {
      const figure = presentCount(1_234 + Number(discreteLaplace(noiseScale(1, 70), bytes)), terms);
      if (figure && Math.abs(figure.value - 1_234) <= figure.error) held += 1;
    }
    expect(held / 4_000).toBeGreaterThan(0.945);
  });
});

describe("what is shown", () => {
  it("is the same for a hidden cell and an empty one, and hides by the noisy count alone", () => {
    // The first cell is empty, the second holds nine people, the third holds none and got noise.
    const noise = [4, -3, 11];
    const { counts, scale } = noisyHistogram([0, 9, 0], {
      sensitivity: 1,
      epsilonMilli: 300,
      draw: () => noise.shift() ?? 0,
    });
    const visible = hideSmall(counts);
    expect(visible).toEqual([null, null, 11]);
    const shown = visible.map((count) => presentCount(count, [{ scale, cells: 1 }]));
    expect(JSON.stringify(shown[0])).toBe(JSON.stringify(shown[1]));
    expect(hideSmall([9, 10])).toEqual([null, 10]);
  });

  it("has totals that are sums of what is shown, with the error of so many noises", () => {
    const scale = noiseScale(1, 1_000);
    expect(presentTotal([null, 20, 13, null], { scale })).toEqual({
      value: 33,
      error: statedError([{ scale, cells: 2 }]),
    });
    expect(presentTotal([null, null], { scale })).toBeNull();
  });

  it("is rounded to the noise, so that digits do not lie", () => {
    expect([1, 2, 6, 16, 31, 61, 1_000].map(roundingStep)).toEqual([1, 1, 2, 5, 10, 20, 200]);
    expect([1_234, -1_234, 5, -5, 4].map((value) => roundTo(value, 10))).toEqual([1_230, -1_230, 10, -10, 0]);
  });

  it("is a mean whose interval holds the true one, and nothing where too little is known", () => {
    const range = { low: 0, high: 1_000 };
    const cell = [
      { value: 400, times: 300 },
      { value: 700, times: 100 },
    ];
    const draw = drawFrom(seededBytes(2));
    let held = 0;
    for (let time = 0; time < 300; time++) {
      const released = noisyMeans([cell], range, { sensitivity: 1, epsilonMilli: 200, draw });
      const mean = presentMean(
        { count: released.counts[0] ?? 0, sum: released.sums[0] ?? 0 },
        {
          countTerms: [{ scale: released.countScale, cells: 1 }],
          sumTerms: [{ scale: released.sumScale, cells: 1 }],
          range,
        },
      );
      if (mean !== null && mean.low <= 475 && 475 <= mean.high) held += 1;
    }
    expect(held).toBeGreaterThanOrEqual(280);
    const terms = {
      countTerms: [{ scale: noiseScale(1, 100), cells: 1 }],
      sumTerms: [{ scale: noiseScale(500, 100), cells: 1 }],
      range,
    };
    expect(presentMean({ count: 12, sum: 0 }, terms)).toBeNull();
  });

  it("is a median whose interval holds the true bin 95 times in a hundred", () => {
    const draw = drawFrom(seededBytes(4));
    const counts = [5, 20, 60, 90, 55, 25, 5];
    let held = 0;
    for (let time = 0; time < 1_000; time++) {
      const noisy = noisyHistogram(counts, { sensitivity: 1, epsilonMilli: 100, draw });
      const median = presentMedian(noisy.counts, noisy);
      if (median === null || (median.lowBin <= 3 && 3 <= median.highBin)) held += 1;
    }
    expect(held).toBeGreaterThanOrEqual(945);
    expect(presentMedian([1, -2, 3], { scale: noiseScale(1, 10) })).toBeNull();
    expect(presentMedian([0, 100, 900, 0], { scale: noiseScale(1, 1_000) })).toEqual({
      bin: 2,
      lowBin: 2,
      highBin: 2,
    });
  });
});
