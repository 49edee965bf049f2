import { describe, expect, it } from "vitest";
import type { AlertMetric } from "@/lib/partners/alerts/alert-terms";
import { finenessFault, readTyped, toStored, writeTyped } from "@/lib/partners/alerts/typed-amount";

describe("an amount that is typed", () => {
  it.each([
    ["12.50", 12.5],
    [" $1,200.05 ", 1_200.05],
    ["1000000", 1_000_000],
    ["0.07", 0.07],
    ["", null],
    ["  ", null],
  ])("%j is %s", (text, number) => {
    expect(readTyped(text)).toBe(number);
  });

  it.each(["12,50", "1,2,3", "1e3", "0x10", "a lot", "-5", ".5", "5.", "1 000", "Infinity", "12.50 EUR"])(
    "%j is no number, rather than another than was meant",
    (text) => {
      expect(readTyped(text)).toBeNaN();
      expect(toStored("spend", readTyped(text))).toBeNull();
    },
  );

  it("is stored to the cent, with nothing lost to binary fractions", () => {
    for (let cents = 1; cents < 20_000; cents += 7) {
      const typed = readTyped(`${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`);
      expect(toStored("spend", typed)).toBe(cents * 10_000);
      expect(finenessFault("spend", typed ?? 0)).toBeNull();
    }
    expect(toStored("spend", readTyped("999999999.99"))).toBe(999_999_999_990_000);
    expect(finenessFault("spend", 999_999_999.99)).toBeNull();
  });

  it.each<[AlertMetric, number, string]>([
    ["spend", 12.345, "Must have at most two decimals: dollars and cents."],
    ["spend", 0.000_05, "Must have at most two decimals: dollars and cents."],
    ["error_rate", 5.255, "Must have at most two decimals."],
    ["calls", 10.5, "Must be a whole number."],
    ["pairs", 0.1, "Must be a whole number."],
  ])("of %s may not be as fine as %s", (metric, typed, fault) => {
    expect(finenessFault(metric, typed)).toBe(fault);
  });
});

describe("a stored threshold", () => {
  it.each<[AlertMetric, number, string]>([
    ["spend", 12_500_000, "12.50"],
    ["spend", 500_000_000, "500"],
    ["spend", 12_340_050, "12.34005"],
    ["spend", 50, "0.00005"],
    ["spend", 1_000_000_000_000_000, "1000000000"],
    ["error_rate", 525, "5.25"],
    ["error_rate", 550, "5.5"],
    ["error_rate", 1, "0.01"],
    ["calls", 1_200, "1200"],
    ["pairs", 8_000, "8000"],
  ])("of %s, %s, is shown to its last digit, and read back as the same", (metric, stored, text) => {
    expect(writeTyped(metric, stored)).toBe(text);
    expect(toStored(metric, readTyped(text))).toBe(stored);
  });
});
