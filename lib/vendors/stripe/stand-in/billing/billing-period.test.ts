import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  boundary,
  periodAround,
  type Recurrence,
} from "@/lib/vendors/stripe/stand-in/billing/billing-period";

const at = (text: string) => Date.parse(text) / 1000;
const told = (seconds: number) => new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
const monthly: Recurrence = { interval: "month", interval_count: 1 };
const yearly: Recurrence = { interval: "year", interval_count: 1 };

describe("a period's boundaries", () => {
  it.each([
    ["2027-01-31T10:00:00Z", monthly, 1, "2027-02-28T10:00:00Z"],
    ["2027-01-31T10:00:00Z", monthly, 2, "2027-03-31T10:00:00Z"],
    ["2027-01-31T10:00:00Z", monthly, 3, "2027-04-30T10:00:00Z"],
    ["2028-01-30T00:00:00Z", monthly, 1, "2028-02-29T00:00:00Z"],
    ["2028-02-29T23:59:59Z", yearly, 1, "2029-02-28T23:59:59Z"],
    ["2028-02-29T23:59:59Z", yearly, 4, "2032-02-29T23:59:59Z"],
    ["2026-12-01T00:00:00Z", monthly, -1, "2026-11-01T00:00:00Z"],
    ["2026-11-20T00:00:00Z", { interval: "month", interval_count: 3 }, 1, "2027-02-20T00:00:00Z"],
    ["2026-11-20T00:00:00Z", { interval: "week", interval_count: 2 }, 1, "2026-12-04T00:00:00Z"],
    ["2026-11-20T00:00:00Z", { interval: "day", interval_count: 1 }, 12, "2026-12-02T00:00:00Z"],
  ] as const)("anchored at %s, %o, %i on: %s", (anchor, recurrence, count, expected) => {
    expect(told(boundary(at(anchor), recurrence, count))).toBe(expected);
  });

  it("follow each other without gap or overlap, and every moment lies within its own", () => {
    const recurrence = fc.record({
      interval: fc.constantFrom("day", "week", "month", "year"),
      interval_count: fc.integer({ min: 1, max: 12 }),
    });
    const moment = fc.integer({ min: at("2020-01-01T00:00:00Z"), max: at("2040-01-01T00:00:00Z") });
    fc.assert(
      fc.property(recurrence, moment, moment, (every, anchor, time) => {
        const period = periodAround(anchor, every, time);
        expect(period.start).toBeLessThanOrEqual(time);
        expect(period.end).toBeGreaterThan(time);
        expect(periodAround(anchor, every, period.end).start).toBe(period.end);
        expect(periodAround(anchor, every, period.start - 1).end).toBe(period.start);
      }),
    );
  });
});
