import { describe, expect, it } from "vitest";
import { resolveRange } from "@/lib/partners/usage/resolve-range";
import { UsageRange } from "@/lib/partners/usage/schemas";
import { Invalid } from "@/lib/platform/errors";

const told = (now: string, range: object) => {
  const { from, to, before } = resolveRange(new Date(now), UsageRange.parse(range));
  return [from, to, before.from, before.to].map((time) => time.toISOString().replace(":00:00.000Z", ""));
};

describe("a range", () => {
  it.each([
    ["24h", "2024-03-31T10:30:00Z", ["2024-03-30T11", "2024-03-31T11", "2024-03-29T11", "2024-03-30T11"]],
    ["7d", "2024-03-31T10:30:00Z", ["2024-03-25T00", "2024-03-31T11", "2024-03-18T00", "2024-03-24T11"]],
    ["30d", "2024-03-31T23:59:59Z", ["2024-03-02T00", "2024-04-01T00", "2024-02-01T00", "2024-03-02T00"]],
    ["90d", "2024-01-01T00:00:00Z", ["2023-10-04T00", "2024-01-01T01", "2023-07-06T00", "2023-10-03T01"]],
    ["month", "2024-03-01T00:00:00Z", ["2024-03-01T00", "2024-03-01T01", "2024-02-01T00", "2024-02-01T01"]],
    ["month", "2024-01-15T12:00:00Z", ["2024-01-01T00", "2024-01-15T13", "2023-12-01T00", "2023-12-15T13"]],
  ])("%s at %s is these hours, and those before", (range, now, hours) => {
    expect(told(now, { range })).toEqual(hours);
  });

  it("of the month is compared with no more than the whole of a shorter month before", () => {
    const [, , from, to] = told("2023-03-31T10:30:00Z", { range: "month" });
    expect([from, to]).toEqual(["2023-02-01T00", "2023-03-01T00"]);
  });

  it("of one's own covers both its days, never beyond the running hour", () => {
    const now = "2024-03-31T10:30:00Z";
    expect(told(now, { range: "custom", from: "2024-02-28", to: "2024-03-01" })).toEqual([
      "2024-02-28T00",
      "2024-03-02T00",
      "2024-02-25T00",
      "2024-02-28T00",
    ]);
    expect(told(now, { range: "custom", from: "2024-03-31", to: "2024-12-31" })[1]).toBe("2024-03-31T11");
  });

  it.each([
    [{}, ["from", "to"]],
    [{ from: "2024-03-01" }, ["to"]],
    [{ from: "2024-03-02", to: "2024-03-01" }, ["to"]],
    [{ from: "2024-04-01", to: "2024-04-02" }, ["from"]],
    [{ from: "2023-03-01", to: "2024-03-01" }, ["to"]],
    [{ from: "1969-12-31", to: "1970-01-01" }, ["from"]],
  ])("of one's own is refused as %j, naming the fields", (days, paths) => {
    const refuse = () => resolveRange(new Date("2024-03-31T10:30:00Z"), { range: "custom", ...days });
    expect(refuse).toThrow(Invalid);
    try {
      refuse();
    } catch (error) {
      expect((error as Invalid).errors.map(({ path }) => path)).toEqual(paths);
    }
  });
});
