import { describe, expect, it } from "vitest";
import { monthlyRevenueOf, movementKind } from "@/lib/billing/billing/monthly-revenue";

const starter = { status: "active", amountMinor: 500_000, interval: "month", discounts: [] };

describe("what a plan brings in a month", () => {
  it.each<[string, Parameters<typeof monthlyRevenueOf>[0], number]>([
    ["its price", starter, 500_000],
    [
      "a twelfth of a year's price, rounded",
      { ...starter, amountMinor: 10_000_000, interval: "year" },
      833_333,
    ],
    ["nothing in a trial", { ...starter, status: "trialing" }, 0],
    ["nothing once it has ended", { ...starter, status: "canceled" }, 0],
    ["its price while a payment is overdue", { ...starter, status: "past_due" }, 500_000],
    [
      "less by a discount that recurs",
      { ...starter, discounts: [{ duration: "forever", percentOff: 20, amountOffMinor: null }] },
      400_000,
    ],
    [
      "all of it where a discount was for once",
      { ...starter, discounts: [{ duration: "once", percentOff: 20, amountOffMinor: null }] },
      500_000,
    ],
    [
      "nothing below zero",
      { ...starter, discounts: [{ duration: "repeating", percentOff: null, amountOffMinor: 600_000 }] },
      0,
    ],
  ])("is %s", (_what, plan, cents) => {
    expect(monthlyRevenueOf(plan)).toBe(cents);
  });
});

describe("a change of it", () => {
  it.each([
    [0, 500_000, false, "new"],
    [0, 500_000, true, "reactivation"],
    [500_000, 2_500_000, true, "expansion"],
    [2_500_000, 500_000, true, "contraction"],
    [500_000, 0, true, "churn"],
    [500_000, 500_000, true, null],
    [0, 0, false, null],
  ] as const)("from %i to %i, earlier revenue %s, is %s", (before, after, earlier, kind) => {
    expect(movementKind(before, after, earlier)).toBe(kind);
  });
});
