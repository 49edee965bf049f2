import { expect, it } from "vitest";
import { periodOf } from "@/lib/research/reports/periods";

const at = (text: string) => new Date(text);

it.each([
  ["a Monday's first moment", "2031-07-07T00:00:00Z", "2031-07-07"],
  ["a Sunday's last moment", "2031-07-13T23:59:59.999Z", "2031-07-07"],
  ["the week that a year begins in", "2032-01-01T12:00:00Z", "2031-12-29"],
])("begins a week on Monday: %s", (_, now, name) => {
  expect(periodOf("weekly", at(now), null)).toEqual({ name, startsAt: at(`${name}T00:00:00Z`) });
});

it("begins a month on its first day", () => {
  for (const now of ["2031-02-01T00:00:00Z", "2031-02-28T23:59:59Z"]) {
    expect(periodOf("monthly", at(now), null)).toEqual({
      name: "2031-02",
      startsAt: at("2031-02-01T00:00:00Z"),
    });
  }
});

it("is the newest edition, and none where there is none", () => {
  const edition = { quarter: "2031-Q2", openedAt: at("2031-07-01T04:40:00Z") };
  expect(periodOf("edition", at("2031-08-05T00:00:00Z"), edition)).toEqual({
    name: "2031-Q2",
    startsAt: edition.openedAt,
  });
  expect(periodOf("edition", at("2031-08-05T00:00:00Z"), null)).toBeNull();
});
