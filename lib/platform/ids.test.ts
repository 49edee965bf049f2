import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { idTime, newId } from "@/lib/platform/ids";

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const time = fc.date({ min: new Date(1), max: new Date("4000-01-01T00:00:00Z"), noInvalidDate: true });

describe("ids", () => {
  it("are UUIDs of version 7 that carry their millisecond", () => {
    fc.assert(
      fc.property(time, (at) => {
        const id = newId(at);
        expect(id).toMatch(UUID_V7);
        expect(idTime(id)).toEqual(at);
      }),
    );
  });

  it("sort by the time they were made", () => {
    fc.assert(
      fc.property(time, time, (one, two) => {
        fc.pre(one.getTime() !== two.getTime());
        expect(newId(one) < newId(two)).toBe(one < two);
      }),
    );
  });

  it("made without a time sort in the order they were made, and are those of now", () => {
    const ids = Array.from({ length: 5_000 }, () => newId());
    expect([...ids].sort()).toEqual(ids);
    expect(Math.abs(idTime(ids[0] ?? "").getTime() - Date.now())).toBeLessThan(5_000);
  });

  it("are never the same, also within one millisecond", () => {
    const at = new Date("2026-01-01T00:00:00Z");
    expect(new Set(Array.from({ length: 20_000 }, () => newId(at))).size).toBe(20_000);
  });
});
