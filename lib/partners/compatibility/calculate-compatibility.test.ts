import { describe, expect, it } from "vitest";
import { modelErrors, modelFor, scoreOf } from "@/lib/partners/compatibility/calculate-compatibility";
import { sandboxPeople } from "@/lib/partners/compatibility/sandbox-people";
import { CalculateCompatibility } from "@/lib/partners/compatibility/schemas";
import { soulmate1, soulmate2 } from "@/lib/scoring/model";

const [first, second] = sandboxPeople();
const errors = Array<number>(32).fill(0.08);

function pairWith(fields: Record<string, unknown>, standardErrors?: unknown): CalculateCompatibility {
  const measured = standardErrors === undefined ? {} : { standard_errors: standardErrors };
  return CalculateCompatibility.parse({
    person1: { traits: first?.traits, ...measured },
    person2: { traits: second?.traits, ...measured },
    ...fields,
  });
}

describe("scoreOf", () => {
  it("gives soulmate-1 no field that it had not", () => {
    const score = scoreOf(soulmate1, pairWith({ explain: true }));
    for (const field of ["score_range", "population_percentile", "population_reference"]) {
      expect(score).not.toHaveProperty(field);
    }
    expect(score.explanation?.derivation).not.toHaveProperty("squared_error");
  });

  it("gives soulmate-2 a range around the score, which the explanation's words name", () => {
    const score = scoreOf(soulmate2, pairWith({ explain: true }, errors));
    const { low = 9, high = -9, level } = score.score_range ?? {};
    expect(level).toBe(0.8);
    expect(low).toBeLessThan(score.compatibility_score);
    expect(high).toBeGreaterThan(score.compatibility_score);
    const [from, to] = [low, high].map((end) => Math.round(100 * end));
    expect(score.explanation?.summary).toContain(`(likely ${from} to ${to})`);
    expect(score.explanation?.derivation.squared_error).toBeCloseTo(64 * 0.08 ** 2, 12);
  });

  it("gives no percentile without a population, and names the one it is taken from", () => {
    const none = scoreOf(soulmate2, pairWith({}, errors));
    expect([none.population_percentile, none.population_reference]).toEqual([null, null]);
    const reference = { name: "Example", people: 200, date: "2026-11-30", quantiles: [0, 1] };
    const some = scoreOf(soulmate2, pairWith({}, errors), reference);
    expect(some.population_percentile).toBeCloseTo(100 * some.trait_compatibility, 10);
    expect(some.population_reference).toEqual({ name: "Example", people: 200, date: "2026-11-30" });
  });

  it("takes absent and null errors as none, under either model", () => {
    const plain = scoreOf(soulmate1, pairWith({}));
    for (const list of [undefined, null, Array(32).fill(null), Array(32).fill(0)]) {
      const score = scoreOf(soulmate2, pairWith({}, list));
      expect(score.compatibility_score).toBe(plain.compatibility_score);
      expect([score.score_range?.low, score.score_range?.high]).toEqual(
        Array(2).fill(plain.compatibility_score),
      );
    }
  });
});

describe("modelErrors", () => {
  it("names each person whose errors the model would ignore", () => {
    const paths = modelErrors(soulmate1, pairWith({}, errors)).map(({ path }) => path);
    expect(paths).toEqual(["person1.standard_errors", "person2.standard_errors"]);
    expect(modelErrors(soulmate1, pairWith({}, null))).toEqual([]);
    expect(modelErrors(soulmate2, pairWith({}, errors))).toEqual([]);
  });
});

describe("modelFor", () => {
  it("is soulmate-1 where nobody asks for another", () => {
    expect(modelFor(null)).toBe(soulmate1);
    expect(modelFor("soulmate-2")).toBe(soulmate2);
  });
});
