import { describe, expect, it } from "vitest";
import { nextDay, startOfDay } from "@/lib/events/discovery/day-in-zone";

describe("the beginning of a day", () => {
  it.each([
    ["2027-02-14", "Europe/Berlin", "2027-02-13T23:00:00.000Z"],
    ["2027-07-14", "America/New_York", "2027-07-14T04:00:00.000Z"],
    ["2027-01-01", "Pacific/Kiritimati", "2026-12-31T10:00:00.000Z"],
    // A day of 23 hours, one of 25, and one that begins at one o'clock.
    ["2027-03-29", "Europe/Berlin", "2027-03-28T22:00:00.000Z"],
    ["2027-11-01", "Europe/Berlin", "2027-10-31T23:00:00.000Z"],
    ["2027-04-25", "Africa/Cairo", "2027-04-24T22:00:00.000Z"],
    ["2024-04-26", "Africa/Cairo", "2024-04-25T22:00:00.000Z"],
    // Samoa skipped the 30th when it crossed the date line.
    ["2011-12-30", "Pacific/Apia", "2011-12-30T10:00:00.000Z"],
  ])("of %s in %s is %s", (day, zone, expected) => {
    expect(startOfDay(day, zone).toISOString()).toBe(expected);
  });

  it("is followed by that of the next, across months and leap days", () => {
    expect([nextDay("2028-02-28"), nextDay("2028-02-29"), nextDay("2027-12-31")]).toEqual([
      "2028-02-29",
      "2028-03-01",
      "2028-01-01",
    ]);
  });
});
