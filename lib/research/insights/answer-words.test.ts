import { describe, expect, it } from "vitest";
import { answerFigures } from "@/lib/research/insights/answer-figures";
import { answerWords, changeWords, differs } from "@/lib/research/insights/answer-words";
import { BINS, type Measure } from "@/lib/research/insights/question";
import type { ResultCell } from "@/lib/research/insights/schemas";
import { plainName, questionWords } from "@/lib/research/insights/words";

const cell = (values: string[], rest: Partial<ResultCell>): ResultCell => ({
  at: values.map((value) => ({ dimension: "region", value })),
  count: null,
  estimate: null,
  bins: null,
  ...rest,
});
const counted = (region: string, value: number, error = 20) => cell([region], { count: { value, error } });
const hidden = (region: string) => cell([region], {});
const words = (measure: Measure, cells: ResultCell[], subject: string | null = null) =>
  answerWords({ measure, subject }, answerFigures(measure, { cells }));

describe("an answer in words", () => {
  it("says a single count with the range of the true one", () => {
    expect(words("people", [cell([], { count: { value: 1_240, error: 25 } })])).toEqual([
      "There are about 1,240 people. The true number lies from 1,215 to 1,265, 19 times out of 20.",
    ]);
  });

  it("says no count below 0", () => {
    expect(words("people", [cell([], { count: { value: 12, error: 25 } })])[0]).toContain("from 0 to 37");
  });

  it("calls a group larger only where the ranges are apart", () => {
    const clear = words("people", [counted("oceania", 100), counted("africa", 300)]);
    expect(clear).toEqual([
      "The largest group is Africa, with about 300 people.",
      "It is above all others by more than the errors, Oceania being next.",
    ]);
    const close = words("people", [
      counted("oceania", 290),
      counted("africa", 300),
      counted("eastern_asia", 20),
    ]);
    expect(close[1]).toBe("The errors are too large to tell it from Oceania.");
    expect(words("people", [counted("oceania", 290), counted("africa", 300)])[1]).toBe(
      "The errors are too large to tell it from any other.",
    );
  });

  it("says how many groups are hidden, and nothing that tells a hidden one from an empty one", () => {
    expect(words("people", [counted("oceania", 100), hidden("africa")])).toContain(
      "1 of 2 groups are hidden or empty.",
    );
    expect(words("people", [hidden("oceania")])).toEqual([
      "Nothing is shown. Fewer than about 10 people are there, or none.",
    ]);
  });

  it("tells a group that is too small for its error from one that is hidden", () => {
    const average = cell(["oceania"], {
      count: { value: 500, error: 20 },
      estimate: { value: 0.5, low: 0.4, high: 0.6 },
    });
    const said = words("trait_average", [average, counted("africa", 20), hidden("eastern_asia")], "growth");
    expect(said).toContain("1 of 3 groups are hidden or empty.");
    expect(said).toContain("1 of 3 groups are too small for this error to say more.");
  });

  it("warns that among many figures some are further off", () => {
    const many = Array.from({ length: 40 }, (_, at) => counted(`region_${at}`, 100 * at + 50));
    expect(words("people", many).at(-1)).toBe(
      "Each error holds by itself. Among 40 figures, expect about 2 to be further off.",
    );
  });

  it("tells of averages by their ranges", () => {
    const average = (region: string, value: number) =>
      cell([region], {
        count: { value: 500, error: 20 },
        estimate: { value, low: value - 0.05, high: value + 0.05 },
      });
    expect(words("trait_average", [average("oceania", 0.7), average("africa", 0.4)], "growth")).toEqual([
      "The highest value is 0.7, in Oceania.",
      "It is above all others by more than the errors, Africa being next.",
      "The lowest is 0.4, in Africa, and the difference is larger than the errors.",
    ]);
  });

  it("names the fullest bin of a distribution", () => {
    const bins = Array.from({ length: BINS }, (_, at) =>
      at < 2 ? null : { value: at === 11 ? 900 : 200, error: 50 },
    );
    const [said] = words("compatibility_distribution", [
      cell([], { count: { value: 4_000, error: 200 }, bins }),
    ]);
    expect(said).toBe("The fullest bin is 0.55 to 0.60, with about 900 pairs.");
  });
});

describe("a change between editions", () => {
  const figure = (low: number, high: number) => ({ at: [], value: (low + high) / 2, low, high, shown: "" });

  it("is one where the ranges are apart, and none where they meet", () => {
    expect(differs(figure(0, 1), figure(1, 2))).toBe(false);
    expect(changeWords(figure(0, 1), figure(2, 3))).toBe("Higher, beyond the errors.");
    expect(changeWords(figure(2, 3), figure(0, 1))).toBe("Lower, beyond the errors.");
    expect(changeWords(figure(0, 2), figure(1, 3))).toBe("No change beyond the errors.");
    expect(changeWords(undefined, figure(1, 3))).toBe("Not released in both.");
  });
});

describe("a question in words", () => {
  it("reads as a person would say it", () => {
    const asked = {
      measure: "trait_average",
      subject: "attachment_security",
      dimensions: ["age_band", "novelty_level"],
      filters: [{ dimension: "region", values: ["oceania", "western_europe"] }],
    } as const;
    expect(questionWords(asked)).toBe(
      "Average attachment security by age and novelty, in thirds, where region is Oceania or Western Europe",
    );
    expect(plainName("25-29")).toBe("25-29");
    expect(plainName("south_eastern_asia")).toBe("South-eastern Asia");
  });
});
