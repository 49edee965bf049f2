import { describe, expect, it } from "vitest";
import { bernoulliExp, discreteLaplace } from "./discrete-laplace";
import { noiseProbability, tailBeyond } from "./noise-error";
import { noiseScale, type Scale } from "./scale";
import { seededBytes } from "./seeded-bytes.fixture";
import { type ByteSource, uniformBelow } from "./uniform";

/** Chi-square of observed counts, and the degrees of freedom, over cells that expect at least five. */
function chiSquare(
  observed: readonly number[],
  probabilities: readonly number[],
): { sum: number; freedom: number } {
  const draws = observed.reduce((sum, count) => sum + count, 0);
  let [sum, cells] = [0, 0];
  for (const [at, probability] of probabilities.entries()) {
    const expected = probability * draws;
    if (expected < 5) throw new Error("A cell expects too few.");
    sum += ((observed[at] ?? 0) - expected) ** 2 / expected;
    cells += 1;
  }
  return { sum, freedom: cells - 1 };
}

/** The value that chi-square passes with a probability of 1e-6, by Wilson and Hilferty (1931). */
function bound(freedom: number): number {
  const part = 2 / (9 * freedom);
  return freedom * (1 - part + 4.753 * Math.sqrt(part)) ** 3;
}

/** How often each value from -edge to edge was drawn, with all that is further out at both ends. */
function drawMany(scale: Scale, draws: number, edge: number, bytes: ByteSource) {
  const observed = Array.from({ length: 2 * edge + 1 }, () => 0);
  for (let draw = 0; draw < draws; draw++) {
    const x = Number(discreteLaplace(scale, bytes));
    const at = Math.min(edge, Math.max(-edge, x)) + edge;
    observed[at] = (observed[at] ?? 0) + 1;
  }
  const probabilities = observed.map((_, at) => {
    const x = at - edge;
    return Math.abs(x) === edge ? tailBeyond(scale, edge - 1) / 2 : noiseProbability(scale, x);
  });
  return { observed, probabilities };
}

describe("the discrete Laplace sampler", () => {
  it.each([
    ["scale 1", noiseScale(1, 1_000), 5, 200_000],
    ["scale 1000 / 37", noiseScale(1, 37), 90, 100_000],
    ["scale 4 / 7", noiseScale(4, 7_000), 4, 100_000],
  ])("draws as its exact distribution says, at %s", (_, scale, edge, draws) => {
    const { observed, probabilities } = drawMany(scale, draws, edge, seededBytes(14));
    expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    const { sum, freedom } = chiSquare(observed, probabilities);
    expect(sum).toBeLessThan(bound(freedom));
  });

  it("is caught by the same test where its scale is 4 % off", () => {
    const { observed } = drawMany({ numerator: 104n, denominator: 100n }, 200_000, 5, seededBytes(14));
    const { probabilities } = drawMany({ numerator: 1n, denominator: 1n }, 0, 5, seededBytes(14));
    const { sum, freedom } = chiSquare(observed, probabilities);
    expect(sum).toBeGreaterThan(bound(freedom));
  });

  it("draws the same for the same bytes", () => {
    const draw = (seed: number) => {
      const bytes = seededBytes(seed);
      return Array.from({ length: 20 }, () => discreteLaplace(noiseScale(1, 100), bytes));
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });
});

describe("a Bernoulli draw of exp(-x)", () => {
  it.each([
    [0n, 1n],
    [1n, 3n],
    [1n, 1n],
    [7n, 2n],
  ])("is true as often as exp(-%s/%s)", (numerator, denominator) => {
    const bytes = seededBytes(3);
    const draws = 100_000;
    let hits = 0;
    for (let draw = 0; draw < draws; draw++) if (bernoulliExp(numerator, denominator, bytes)) hits += 1;
    const p = Math.exp(-Number(numerator) / Number(denominator));
    expect(Math.abs(hits - p * draws)).toBeLessThanOrEqual(5 * Math.sqrt(draws * p * (1 - p)));
  });
});

describe("a uniform draw", () => {
  it("takes each number equally often, where a remainder would favor some", () => {
    const bytes = seededBytes(5);
    const observed = Array.from({ length: 200 }, () => 0);
    for (let draw = 0; draw < 200_000; draw++) {
      const at = Number(uniformBelow(200n, bytes));
      observed[at] = (observed[at] ?? 0) + 1;
    }
    const { sum, freedom } = chiSquare(
      observed,
      observed.map(() => 1 / 200),
    );
    expect(sum).toBeLessThan(bound(freedom));
    // What the remainder of a byte would give: 0 to 55 twice as often as the rest.
    const biased = observed.map((_, at) => Math.round(((at < 56 ? 2 : 1) / 256) * 200_000));
    const even = observed.map(() => 1 / 200);
    expect(chiSquare(biased, even).sum).toBeGreaterThan(bound(freedom));
  });

  it("draws again rather than folding: bytes at the bound or above are passed over", () => {
    const given = [255, 201, 200, 7];
    const bytes: ByteSource = (count) => Uint8Array.from(given.splice(0, count));
    expect(uniformBelow(200n, bytes)).toBe(7n);
    expect(() => uniformBelow(0n, bytes)).toThrow(RangeError);
  });
});
