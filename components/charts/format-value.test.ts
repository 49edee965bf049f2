import { expect, test } from "vitest";
import { formatEstimate, formatPointTime, formatTick, formatValue, type ValueFormat } from "./format-value";

test.each<[ValueFormat, number, string]>([
  ["count", 1_204, "1,204"],
  ["percent", 0.0213, "2.13%"],
  ["milliseconds", 2.57, "2.6 ms"],
  ["milliseconds", 48.4, "48 ms"],
  ["milliseconds", 12_340, "12.3 s"],
  ["micro_usd", 12_400_000, "$12.40"],
  ["micro_usd", 50, "$0.00005"],
  ["micro_usd", 0, "$0.00"],
])("%s %d reads as %s", (format, value, words) => {
  expect(formatValue(format, value)).toBe(words);
});

test.each([
  [384_450, "$0.38"],
  [450, "$0.00045"],
  [200_000, "$0.20"],
  [0, "$0.00"],
  [12_404_000, "$12.40"],
])("a guess of %d micro-dollars is told as %s", (microUsd, words) => {
  expect(formatEstimate(microUsd)).toBe(words);
});

test("an axis is short", () => {
  expect(formatTick("count", 12_500)).toBe("12.5K");
  expect(formatTick("micro_usd", 33_333_330_000)).toBe("$33.3K");
  expect(formatTick("micro_usd", -5_000_000_000)).toBe("-$5K");
  expect(formatTick("micro_usd", 12_400_000)).toBe("$12.40");
});

test("months name their year", () => {
  expect(formatPointTime("month", "2026-03-01T00:00:00Z")).toBe("Mar 2026");
});

test("hours name their zone, days need none", () => {
  expect(formatPointTime("hour", "2026-03-14T09:00:00Z")).toBe("14 Mar, 09:00 UTC");
  expect(formatPointTime("day", "2026-03-14T00:00:00Z")).toBe("Sat 14 Mar");
});
