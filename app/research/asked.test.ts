import { describe, expect, it } from "vitest";
import { askHref, readAsked } from "@/app/research/asked";

const QUESTION = {
  measure: "trait_average",
  subject: "novelty",
  dimensions: ["age_band", "region"],
  filters: [{ dimension: "region", values: ["oceania", "western_europe"] }],
  error: 40,
  edition: "2026-Q3",
};

const queryOf = (href: string) => Object.fromEntries(new URL(href, "http://localhost").searchParams);

describe("a question in an address", () => {
  it("comes back as it was", () => {
    expect(readAsked(queryOf(askHref(QUESTION)))).toEqual(QUESTION);
    const plain = { measure: "pairs", subject: null, dimensions: [], filters: [], error: 500 };
    expect(readAsked(queryOf(askHref(plain)))).toEqual({ ...plain, edition: null });
  });

  it.each([
    {},
    { measure: "height", error: "4" },
    { measure: "people" },
    { measure: "people", error: "many" },
    { measure: "people", error: "4", by: "age_band,region,novelty_level,growth_level" },
    { measure: "people", error: "4", "in.region": "" },
    { measure: "people", error: "4", "in.__proto__": "x" },
    { measure: "people", error: "4", edition: "last" },
  ])("that cannot be is no question: %j", (query) => {
    expect(readAsked(query)).toBeNull();
  });
});
