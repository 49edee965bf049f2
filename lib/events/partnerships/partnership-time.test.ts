import { describe, expect, it } from "vitest";
import {
  addMonths,
  monthAt,
  type PartnershipBooks,
  settledBooks,
} from "@/lib/events/partnerships/partnership-time";

const at = (text: string) => new Date(text);

describe("months of a partnership", () => {
  it.each([
    ["2027-01-31T10:00:00Z", 1, "2027-02-28T10:00:00.000Z"],
    ["2028-01-31T10:00:00Z", 1, "2028-02-29T10:00:00.000Z"],
    ["2026-11-30T23:59:59Z", 3, "2027-02-28T23:59:59.000Z"],
    ["2026-12-15T00:00:00Z", 12, "2027-12-15T00:00:00.000Z"],
  ])("end on the same day, or on the last of a shorter month: %s and %i", (from, months, end) => {
    expect(addMonths(at(from), months).toISOString()).toBe(end);
  });

  it("follow one another without a gap, each counted from the start", () => {
    const start = at("2027-01-31T10:00:00Z");
    expect(monthAt(start, at("2027-02-28T09:59:59Z")).to).toEqual(at("2027-02-28T10:00:00Z"));
    expect(monthAt(start, at("2027-02-28T10:00:00Z"))).toEqual({
      from: at("2027-02-28T10:00:00Z"),
      to: at("2027-03-31T10:00:00Z"),
    });
  });
});

const books: PartnershipBooks = {
  priceMinor: 1_000_001,
  startsAt: at("2026-12-01T00:00:00Z"),
  endsAt: at("2026-12-31T00:00:00Z"),
  settledAt: at("2026-12-01T00:00:00Z"),
  earnedMinor: 0,
  takenMinor: 0,
};
const day = (days: number) => new Date(books.startsAt.getTime() + days * 86_400_000 + 3_600_000);

describe("what the books say of a partnership", () => {
  it("is earned by whole days, to the last cent when it is over, whichever days were missed", () => {
    const daily = Array.from({ length: 31 }, (_, index) => index).reduce(
      (before, index) => settledBooks(before, 0, day(index)),
      books,
    );
    expect(daily).toMatchObject({ earnedMinor: 1_000_001, takenMinor: 0 });
    expect(settledBooks(books, 0, day(15)).earnedMinor).toBe(500_001);
    expect(settledBooks(books, 0, day(400)).earnedMinor).toBe(1_000_001);
    const step = settledBooks(settledBooks(books, 0, day(7)), 0, day(15));
    expect(Math.abs(step.earnedMinor - 500_001)).toBeLessThanOrEqual(1);
  });

  it("changes nothing when it is settled again at the same moment", () => {
    const once = settledBooks(books, 300_000, day(10));
    expect(settledBooks(once, 300_000, day(10))).toEqual(once);
  });

  it("takes money that went back out of the time still to come, and earns what is left over the days left", () => {
    const back = settledBooks(books, 400_000, day(15));
    expect(back).toMatchObject({ earnedMinor: 500_001, takenMinor: 400_000 });
    expect(settledBooks(back, 400_000, day(31))).toMatchObject({ earnedMinor: 600_001, takenMinor: 400_000 });
    const all = settledBooks(books, 1_000_001, day(15));
    expect(all).toMatchObject({ earnedMinor: 500_001, takenMinor: 500_000 });
    expect(settledBooks(all, 1_000_001, day(31))).toMatchObject({
      earnedMinor: 500_001,
      takenMinor: 500_000,
    });
  });

  it("earns money that came again", () => {
    const away = settledBooks(books, 1_000_001, day(15));
    const again = settledBooks(away, 0, day(20));
    expect(again).toMatchObject({ earnedMinor: 500_001, takenMinor: 0 });
    expect(settledBooks(again, 0, day(31)).earnedMinor).toBe(1_000_001);
  });

  it("does not go backwards where a clock does, and earns nothing before it begins", () => {
    const later = settledBooks(books, 0, day(10));
    expect(settledBooks(later, 0, day(3))).toEqual(later);
    expect(settledBooks(books, 0, day(-5))).toEqual(books);
  });
});
