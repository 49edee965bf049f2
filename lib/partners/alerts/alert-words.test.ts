import { describe, expect, it } from "vitest";
import { windowAt } from "@/lib/partners/alerts/alert-window";
import { formatValue, formatWindow } from "@/lib/partners/alerts/alert-words";
import { suggestedAlerts } from "@/lib/partners/alerts/suggested-alerts";
import { TIERS } from "@/lib/plans/tiers";

describe("an alert's figures in words", () => {
  it("are exact, with their unit", () => {
    expect(formatValue("calls", 1)).toBe("1 call");
    expect(formatValue("pairs", 1_234_567)).toBe("1,234,567 pairs");
    expect(formatValue("spend", 0)).toBe("$0.00");
    expect(formatValue("spend", 12_340_000)).toBe("$12.34");
    expect(formatValue("spend", 12_340_050)).toBe("$12.34005");
    expect(formatValue("error_rate", 525)).toBe("5.25%");
    expect(formatValue("error_rate", 10_000)).toBe("100%");
  });

  it("name their window so that nobody has to ask which", () => {
    const at = new Date("2026-12-31T23:30:00Z");
    const told = (["hour", "day", "month"] as const).map((window) =>
      formatWindow(window, windowAt(window, at).start),
    );
    expect(told).toEqual([
      "31 December 2026, 23:00–24:00 UTC",
      "31 December 2026 (UTC)",
      "December 2026 (UTC)",
    ]);
  });
});

describe("the window of a time", () => {
  it("ends where the next begins, over the ends of months and years", () => {
    for (const window of ["hour", "day", "month"] as const) {
      const last = windowAt(window, new Date("2027-12-31T23:59:59.999Z"));
      expect(last.end.toISOString()).toBe("2028-01-01T00:00:00.000Z");
      expect(windowAt(window, last.end).start).toEqual(last.end);
      expect(windowAt(window, last.start)).toEqual(last);
    }
    expect(windowAt("month", new Date("2028-02-29T12:00:00Z")).end.toISOString()).toBe(
      "2028-03-01T00:00:00.000Z",
    );
  });
});

describe("suggested alerts", () => {
  it("fit every tier's limit", () => {
    const spends = Object.values(TIERS).map(({ perDay }) => {
      const [limit, spend] = suggestedAlerts(perDay);
      expect(limit?.threshold).toBe(perDay * 0.8);
      expect(spend?.threshold).toBeLessThanOrEqual(Math.max(1, perDay * 30 * 0.00005) * 1_000_000);
      return spend?.name;
    });
    expect(spends).toEqual([
      "Spend over $1 a month",
      "Spend over $5 a month",
      "Spend over $50 a month",
      "Spend over $500 a month",
      "Spend over $50 a month",
      "Spend over $50 a month",
      "Spend over $500 a month",
    ]);
  });
});
