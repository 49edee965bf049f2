import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PopulationReference, populationPercentile } from "./population-percentile";
import { ScoringError } from "./scoring-error";

const reference = (quantiles: number[]): PopulationReference => ({
  name: "Example",
  people: 200,
  date: "2026-11-30",
  quantiles,
});

describe("populationPercentile", () => {
  test("gives each quantile its place and interpolates between two", () => {
    const quarters = reference([0.1, 0.2, 0.3, 0.4, 0.8]);
    expect(populationPercentile(quarters, 0.1)).toBe(0);
    expect(populationPercentile(quarters, 0.3)).toBe(50);
    expect(populationPercentile(quarters, 0.8)).toBe(100);
    expect(populationPercentile(quarters, 0.6)).toBeCloseTo(87.5, 10);
  });

  test("is 0 below the reference and 100 above it", () => {
    expect(populationPercentile(reference([0.2, 0.4]), 0.1)).toBe(0);
    expect(populationPercentile(reference([0.2, 0.4]), 0.5)).toBe(100);
  });

  test("counts half of the pairs that are just as close", () => {
    expect(populationPercentile(reference([0.3, 0.3, 0.3]), 0.3)).toBe(50);
  });

  test("never falls as a pair is closer, and stays within 0 and 100", () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(unit, { minLength: 2, maxLength: 50 }), unit, unit, (drawn, x, y) => {
        const table = reference(drawn.toSorted((a, b) => a - b));
        const [lower, higher] = [Math.min(x, y), Math.max(x, y)].map((value) =>
          populationPercentile(table, value),
        );
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(higher).toBeLessThanOrEqual(100);
        expect(higher).toBeGreaterThanOrEqual((lower ?? 101) - 1e-9);
      }),
    );
  });

  test("refuses a reference that holds nothing to compare with", () => {
    expect(() => populationPercentile(reference([0.5]), 0.5)).toThrow(ScoringError);
  });
});
