import { describe, expect, it } from "vitest";
import {
  askedOfDraft,
  type Draft,
  draftOf,
  errorFor,
  faultOf,
  freeDimensions,
  NEW_DRAFT,
  questionOf,
  withMeasure,
} from "@/app/research/new/draft";
import { epsilonFor } from "@/lib/research/insights/release-terms";
import { AskInsights } from "@/lib/research/insights/schemas";

describe("a question that is being built", () => {
  it("is one that the API takes, from its first moment on", () => {
    expect(AskInsights.safeParse(askedOfDraft(NEW_DRAFT)).success).toBe(true);
    expect(faultOf(NEW_DRAFT)).toBeNull();
  });

  it("comes back from what was asked", () => {
    const asked = AskInsights.parse({
      measure: "trait_median",
      subject: "growth",
      dimensions: ["region"],
      filters: [{ dimension: "age_band", values: ["20-24"] }],
      error: 30,
      edition: "2026-Q3",
    });
    expect(askedOfDraft(draftOf(asked))).toEqual(asked);
  });

  it("loses what pairs cannot be told apart by when it turns to pairs, and gets an error of their size", () => {
    const people: Draft = {
      ...NEW_DRAFT,
      dimensions: ["age_band", "novelty_level"],
      filters: [
        { dimension: "growth_level", values: ["high"] },
        { dimension: "region", values: ["oceania"] },
      ],
    };
    const pairs = withMeasure(people, "compatibility_average");
    expect(pairs.dimensions).toEqual(["age_band"]);
    expect(pairs.filters).toEqual([{ dimension: "region", values: ["oceania"] }]);
    expect(Number(pairs.error)).toBeGreaterThan(500);
    expect(AskInsights.safeParse(askedOfDraft(pairs)).success).toBe(true);
    const mixed: Draft = { ...pairs, filters: [{ dimension: "region", values: ["mixed"] }] };
    expect(faultOf(withMeasure(mixed, "people"))).toBe("filters");
  });

  it("has at most three dimensions", () => {
    const three = { ...NEW_DRAFT, dimensions: ["age_band", "region", "novelty_level"] };
    expect(freeDimensions(three)).toEqual([]);
  });

  it.each(["", "0", "2.5", "1e9", "many"])("cannot have the error %j", (error) => {
    expect(faultOf({ ...NEW_DRAFT, error })).toBe("error");
  });

  it.each(["people", "trait_average", "compatibility_median"] as const)(
    "about %s gets the error that an epsilon buys, and that error costs no more",
    (measure) => {
      const question = questionOf(withMeasure(NEW_DRAFT, measure));
      const error = errorFor(question, 250);
      expect(epsilonFor(question, error ?? 0)).toBeLessThanOrEqual(250);
      expect(errorFor(question, 0)).toBeNull();
    },
  );
});
