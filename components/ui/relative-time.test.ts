import { describe, expect, test } from "vitest";
import { absoluteTime, logTime, relativeTime } from "./relative-time";

const NOW = Date.UTC(2026, 2, 14, 9, 30, 12);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe("relativeTime", () => {
  test.each([
    [-5_000, "just now"],
    [5_000, "in less than a minute"],
    [-MINUTE, "1 minute ago"],
    [-59.9 * MINUTE, "59 minutes ago"],
    [-60 * MINUTE, "1 hour ago"],
    [-DAY, "yesterday"],
    [3 * DAY, "in 3 days"],
    [-20 * DAY, "22 Feb"],
    [-200 * DAY, "26 Aug 2025"],
  ])("%d ms away is %s", (difference, words) => {
    expect(relativeTime(NOW + difference, NOW)).toBe(words);
  });
});

test("a line of a log begins with its second", () => {
  expect(logTime(new Date(NOW))).toBe("14 Mar, 09:30:12");
});

test("the exact time is UTC, to the second", () => {
  expect(absoluteTime(NOW)).toBe("14 Mar 2026, 09:30:12 UTC");
});
