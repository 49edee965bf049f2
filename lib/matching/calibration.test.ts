import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calibrationOf, LEAST_PAIRS_A_BIN, type MetPair, mutualShare, wilsonInterval } from "./calibration";

const pair = (score: number, mutual: boolean, at = 0): MetPair => ({
  score,
  mutual,
  people: [`a${at}`, `b${at}`],
});
const many = (count: number, scoreOf: (at: number) => number, isMutual: (at: number) => boolean) =>
  Array.from({ length: count }, (_, at) => pair(scoreOf(at), isMutual(at), at));

describe("predicted against actual", () => {
  it("puts every pair into one bin, in the order of scores, with ten at least where there are ten", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.boolean()), { maxLength: 90 }),
        (drawn) => {
          const pairs = drawn.map(([score, mutual], at) => pair(score / 12, mutual, at));
          const bins = calibrationOf(pairs);
          expect(bins.reduce((sum, bin) => sum + bin.pairs, 0)).toBe(pairs.length);
          for (const [at, bin] of bins.entries()) {
            expect(bin.from).toBeLessThanOrEqual(bin.predicted + 1e-12);
            expect(bin.predicted).toBeLessThanOrEqual(bin.to + 1e-12);
            if (at > 0) expect(bin.from).toBeGreaterThan(bins[at - 1]?.to ?? 1);
            if (pairs.length >= LEAST_PAIRS_A_BIN)
              expect(bin.pairs).toBeGreaterThanOrEqual(LEAST_PAIRS_A_BIN);
          }
        },
      ),
    );
  });

  it("says the share of mutual yes with its range", () => {
    const bins = calibrationOf(
      many(
        50,
        (at) => at / 50,
        (at) => at >= 25,
      ),
    );
    expect(bins).toHaveLength(5);
    expect(bins.map(({ observed }) => observed)).toEqual([0, 0, 0.5, 1, 1]);
    for (const { observed, range } of bins) {
      expect(range?.[0]).toBeLessThanOrEqual(observed ?? 0);
      expect(range?.[1]).toBeGreaterThanOrEqual(observed ?? 1);
    }
  });

  it("says nothing of nine pairs, nor of ten pairs among four people", () => {
    expect(
      calibrationOf(
        many(
          9,
          () => 0.5,
          () => true,
        ),
      ),
    ).toMatchObject([{ pairs: 9, observed: null, range: null }]);
    const few = Array.from(
      { length: 10 },
      (_, at): MetPair => ({
        score: 0.5,
        mutual: true,
        people: [`p${at % 2}`, `q${at % 2}`],
      }),
    );
    expect(calibrationOf(few)).toMatchObject([{ pairs: 10, people: 4, observed: null, range: null }]);
    expect(mutualShare(few)).toEqual({ pairs: 10, mutual: 10, share: null, range: null });
    expect(calibrationOf([])).toEqual([]);
  });

  it("has the ranges that Wilson's formula gives", () => {
    // Brown, Cai and DasGupta (2001) and statsmodels' proportion_confint(method="wilson") have these.
    const [low, high] = wilsonInterval(5, 20);
    expect(low).toBeCloseTo(0.111861, 5);
    expect(high).toBeCloseTo(0.468701, 5);
    expect(wilsonInterval(0, 10)[0]).toBe(0);
    expect(wilsonInterval(0, 10)[1]).toBeCloseTo(0.277533, 5);
    expect(wilsonInterval(10, 10)[1]).toBe(1);
    expect(wilsonInterval(0, 0)).toEqual([0, 1]);
  });
});
