import { describe, expect, it } from "vitest";
import { formatMoney } from "@/lib/money/format-money";

describe("an amount as people read it", () => {
  it.each<[number | bigint, string, string]>([
    [500_000, "USD", "$5,000.00"],
    [-1_250, "usd", "−$12.50"],
    [123_456, "EUR", "EUR 1,234.56"],
    [123_456, "eur", "EUR 1,234.56"],
    [123_456, "CAD", "CAD 1,234.56"],
    [1_234, "JPY", "JPY 1,234"],
    [1_234_567, "KWD", "KWD 1,234.567"],
    [0, "USD", "$0.00"],
    [10n, "USD", "$0.10"],
  ])("%s minor units of %s are %s", (minor, currency, words) => {
    expect(formatMoney(minor, currency)).toBe(words);
  });

  it("leaves out cents where there are none and that is asked for", () => {
    expect(formatMoney(500_000, "USD", { trim: true })).toBe("$5,000");
    expect(formatMoney(500_050, "USD", { trim: true })).toBe("$5,000.50");
  });

  it("never shows a $ for anything but US dollars", () => {
    for (const currency of ["EUR", "GBP", "CAD", "AUD", "MXN", "HKD", "JPY"]) {
      expect(formatMoney(100_000, currency)).not.toContain("$");
    }
  });
});
