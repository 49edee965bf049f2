import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LATENCY_BOUNDS_MS, percentileMs } from "@/lib/partners/usage/latency-histogram";

const BUCKETS = LATENCY_BOUNDS_MS.length + 1;
const last = LATENCY_BOUNDS_MS.at(-1) ?? 0;

/** The bucket that Postgres's width_bucket puts a duration into. */
const bucketOf = (ms: number) => LATENCY_BOUNDS_MS.filter((bound) => bound <= ms).length;

function count(durations: readonly number[]): number[] {
  const counts = new Array<number>(BUCKETS).fill(0);
  for (const ms of durations) counts[bucketOf(ms)] = (counts[bucketOf(ms)] ?? 0) + 1;
  return counts;
}

describe("the buckets", () => {
  it("grow by √2 from a quarter of a millisecond to over eleven seconds", () => {
    expect(LATENCY_BOUNDS_MS[0]).toBe(0.25);
    expect(last).toBeGreaterThan(11_000);
    for (const [index, bound] of LATENCY_BOUNDS_MS.entries()) {
      const before = LATENCY_BOUNDS_MS[index - 1];
      if (before !== undefined) expect(bound / before).toBeCloseTo(Math.SQRT2, 2);
    }
  });
});

describe("a percentile", () => {
  it("is null where nothing was counted", () => {
    expect(percentileMs([], 0.5)).toBeNull();
    expect(percentileMs(new Array(BUCKETS).fill(0), 0.99)).toBeNull();
  });

  it("lies within the bucket of the true one", () => {
    const duration = fc.double({ min: 0, max: last * 0.99, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(duration, { minLength: 1, maxLength: 300 }),
        fc.constantFrom(0.5, 0.9, 0.95, 0.99, 1),
        (all, p) => {
          const sorted = [...all].sort((a, b) => a - b);
          const truth = sorted[Math.ceil(p * sorted.length) - 1] ?? Number.NaN;
          const bucket = bucketOf(truth);
          const found = percentileMs(count(all), p) ?? Number.NaN;
          expect(found).toBeGreaterThanOrEqual(LATENCY_BOUNDS_MS[bucket - 1] ?? 0);
          expect(found).toBeLessThanOrEqual(LATENCY_BOUNDS_MS[bucket] ?? Number.POSITIVE_INFINITY);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("never falls as p rises", () => {
    const counts = fc.array(fc.nat(50), { minLength: BUCKETS, maxLength: BUCKETS });
    fc.assert(
      fc.property(
        counts,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (some, a, b) => {
          fc.pre(some.some((n) => n > 0));
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          expect(percentileMs(some, low) ?? 0).toBeLessThanOrEqual(percentileMs(some, high) ?? 0);
        },
      ),
    );
  });

  it("stays finite for calls that took longer than the last bound", () => {
    const found = percentileMs(count([60_000, 120_000]), 0.99) ?? Number.NaN;
    expect(found).toBeGreaterThanOrEqual(last);
    expect(found).toBeLessThanOrEqual(last * Math.SQRT2);
  });
});
