import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  amountOf,
  creditFrom,
  debitFrom,
  describeCycle,
  describePart,
  describeRemaining,
  describeUnused,
  type PaidAhead,
  share,
} from "@/lib/vendors/stripe/stand-in/billing/line-amounts";

const START = Date.parse("2026-11-01T00:00:00Z") / 1000;
const END = Date.parse("2026-12-01T00:00:00Z") / 1000;
const month = { interval: "month", interval_count: 1 } as const;

describe("an amount", () => {
  it.each([
    [100, 1, 3, 33],
    [100, 1, 8, 13],
    [-100, 1, 8, -13],
    [1, 1, 2, 1],
    [-1, 1, 2, -1],
  ])("of %i x %i / %i is rounded to %i", (amount, part, whole, expected) => {
    expect(share(amount, part, whole)).toBe(expected);
  });

  it.each([
    [99, "0.005", 0],
    [100, "0.005", 1],
    [299, "0.005", 1],
    [300, "0.005", 2],
    [123_456_789, "0.005", 617_284],
    [1, "500000", 500_000],
  ])("of %i units at %s is rounded once, to %i", (units, price, expected) => {
    expect(amountOf(units, price)).toBe(expected);
  });
});

describe("prorations", () => {
  it("of a change in the middle give back a half and charge a half", () => {
    const middle = START + (END - START) / 2;
    expect(creditFrom({ amount: 500_000, start: START, end: END }, middle)).toBe(-250_000);
    expect(debitFrom(2_500_000, { start: START, end: END }, middle)).toBe(1_250_000);
  });

  it("of any chain of changes charge each price for its own seconds, within a minor unit a line", () => {
    const change = fc.record({
      price: fc.integer({ min: 0, max: 10_000_000 }),
      second: fc.integer({ min: 0, max: END - START }),
    });
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.array(change, { maxLength: 12 }), (first, chain) => {
        const changes = chain.toSorted((a, b) => a.second - b.second);
        let paid: PaidAhead = { amount: first, start: START, end: END };
        let charged = first;
        let lines = 1;
        let owed = 0n;
        let [price, since] = [first, 0];
        for (const next of changes) {
          owed += BigInt(price) * BigInt(next.second - since);
          [price, since] = [next.price, next.second];
          const at = START + next.second;
          const debit = debitFrom(next.price, { start: START, end: END }, at);
          charged += creditFrom(paid, at) + debit;
          paid = { amount: debit, start: at, end: END };
          lines += 2;
        }
        owed += BigInt(price) * BigInt(END - START - since);
        expect(Math.abs(charged - Number(owed) / (END - START))).toBeLessThanOrEqual(lines);
      }),
    );
  });
});

it("lines are worded as Stripe words them", () => {
  const at = Date.parse("2026-11-05T12:00:00Z") / 1000;
  expect([
    describeUnused(1, "Starter", at),
    describeRemaining(3, "Starter", at),
    describePart(1, "Starter", { start: at, end: END }),
    describeCycle(1, { name: "Starter", unitAmountDecimal: "500000", recurrence: month }),
    describeCycle(12_345, { name: "Live units", unitAmountDecimal: "0.005", recurrence: month }),
  ]).toEqual([
    "Unused time on Starter after 05 Nov 2026",
    "Remaining time on 3 × Starter after 05 Nov 2026",
    "Time on Starter from 05 Nov 2026 until 01 Dec 2026",
    "1 × Starter (at $5,000.00 / month)",
    "12,345 × Live units (at $0.00005 / month)",
  ]);
});
