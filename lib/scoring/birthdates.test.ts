import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { astrologyScore, element, sunSign } from "./astrology";
import { isCalendarDate } from "./calendar-date";
import { lifePath, numerologyScore } from "./numerology";
import { ScoringError } from "./scoring-error";

const calendarDate = fc
  .date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe("isCalendarDate", () => {
  test("accepts every day that exists", () => {
    fc.assert(
      fc.property(calendarDate, (date) => {
        expect(isCalendarDate(date)).toBe(true);
      }),
    );
  });

  test("agrees with the calendar on every year, month and day", () => {
    fc.assert(
      fc.property(fc.nat(9999), fc.nat(13), fc.nat(32), (year, month, day) => {
        const text = [
          String(year).padStart(4, "0"),
          String(month).padStart(2, "0"),
          String(day).padStart(2, "0"),
        ].join("-");
        const parsed = new Date(`${text}T00:00:00Z`);
        const exists =
          year >= 1 && !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === text;
        expect(isCalendarDate(text)).toBe(exists);
      }),
    );
  });

  test.each([
    "2023-02-30",
    "2023-02-29",
    "1900-02-29",
    "2023-13-01",
    "2023-00-10",
    "2023-04-31",
    "2023-01-00",
    "0000-01-01",
    "2023-1-1",
    "20230101",
    "2023-01-01T00:00:00Z",
    " 2023-01-01",
    "2023-01-01\n",
    "٢٠٢٣-01-01",
    "",
  ])("refuses %j", (date) => {
    expect(isCalendarDate(date)).toBe(false);
    for (const run of [() => lifePath(date), () => sunSign(date), () => astrologyScore("2000-01-01", date)]) {
      expect(run).toThrow(ScoringError);
    }
  });

  test.each(["2000-02-29", "2024-02-29", "0001-01-01", "9999-12-31"])("accepts %s", (date) => {
    expect(isCalendarDate(date)).toBe(true);
  });
});

describe("numerology", () => {
  test("sums digits until one is left", () => {
    expect(lifePath("1999-12-29")).toBe(6); // 42, then 6
    expect(lifePath("2000-01-01")).toBe(4);
    expect(lifePath("1999-09-29")).toBe(3); // 48, then 12, then 3
  });

  test("is the digital root of the date read as a number", () => {
    fc.assert(
      fc.property(calendarDate, (date) => {
        expect(lifePath(date)).toBe(((Number(date.replaceAll("-", "")) - 1) % 9) + 1);
      }),
    );
  });

  test("gives 1 for equal, 0.7 for up to 2 apart, else 0.3", () => {
    expect(numerologyScore("2000-01-01", "2000-01-10")).toBe(1);
    expect(numerologyScore("2000-01-01", "2000-01-02")).toBe(0.7);
    expect(numerologyScore("2000-01-01", "2000-01-03")).toBe(0.7);
    expect(numerologyScore("2000-01-01", "2000-01-04")).toBe(0.3);
  });
});

describe("astrology", () => {
  test.each([
    ["01-19", "capricorn"],
    ["01-20", "aquarius"],
    ["02-18", "aquarius"],
    ["02-19", "pisces"],
    ["03-20", "pisces"],
    ["03-21", "aries"],
    ["04-19", "aries"],
    ["04-20", "taurus"],
    ["05-20", "taurus"],
    ["05-21", "gemini"],
    ["06-20", "gemini"],
    ["06-21", "cancer"],
    ["07-22", "cancer"],
    ["07-23", "leo"],
    ["08-22", "leo"],
    ["08-23", "virgo"],
    ["09-22", "virgo"],
    ["09-23", "libra"],
    ["10-22", "libra"],
    ["10-23", "scorpio"],
    ["11-21", "scorpio"],
    ["11-22", "sagittarius"],
    ["12-21", "sagittarius"],
    ["12-22", "capricorn"],
    ["12-31", "capricorn"],
    ["01-01", "capricorn"],
  ])("puts %s in %s", (day, sign) => expect(sunSign(`1990-${day}`)).toBe(sign));

  test("scores all sixteen pairs of elements: same 1, fire with air and earth with water 0.7, else 0.4", () => {
    const born = { fire: "1990-04-01", earth: "1990-05-01", air: "1990-06-01", water: "1990-07-01" } as const;
    const table = Object.values(born).map((date1) =>
      Object.values(born).map((date2) => astrologyScore(date1, date2)),
    );
    expect(Object.values(born).map((date) => element(sunSign(date)))).toEqual(Object.keys(born));
    expect(table).toEqual([
      [1, 0.4, 0.7, 0.4],
      [0.4, 1, 0.4, 0.7],
      [0.7, 0.4, 1, 0.4],
      [0.4, 0.7, 0.4, 1],
    ]);
  });

  test("and numerology are symmetric", () => {
    fc.assert(
      fc.property(calendarDate, calendarDate, (date1, date2) => {
        expect(astrologyScore(date1, date2)).toBe(astrologyScore(date2, date1));
        expect(numerologyScore(date1, date2)).toBe(numerologyScore(date2, date1));
      }),
    );
  });
});
