import { describe, expect, it } from "vitest";
import { comparedWith, normsNote } from "./norms-words";

const date = new Date("2026-03-01T02:10:00Z");

describe("the note under percentiles", () => {
  it("names how many people took the same form, and when it was counted", () => {
    const norms = { form: "short" as const, people: 231, syntheticPeople: 0, date };
    expect(comparedWith(norms)).toBe("231 people");
    expect(normsNote(norms)).toBe(
      "Percentages compare you with 231 people who took the short form and agreed to count, as of Mar 1, 2026.",
    );
  });

  it("never passes invented people off as real ones", () => {
    const all = { form: "long" as const, people: 240, syntheticPeople: 240, date };
    expect(comparedWith(all)).toBe("240 invented people");
    expect(normsNote(all)).toContain("240 invented people of this demo");
    const some = { ...all, people: 243 };
    expect(comparedWith(some)).toBe("243 people, 240 of them invented");
    expect(normsNote(some)).toContain("240 of them are invented");
    for (const words of [normsNote(all), normsNote(some)]) expect(words).toContain("the long form");
  });
});
