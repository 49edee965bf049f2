import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Invalid } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { decodeCursor, PageQuery, page } from "@/lib/platform/pagination";

describe("pages", () => {
  it("put together are the whole list, without a gap or a repetition, whatever their size", () => {
    fc.assert(
      fc.property(fc.nat(60), fc.integer({ min: 1, max: 20 }), (count, limit) => {
        const all = Array.from({ length: count }, () => ({ id: newId() }));
        const seen: { id: string }[] = [];
        let cursor: string | undefined;
        for (let turn = 0; turn <= count; turn += 1) {
          const after = decodeCursor(cursor) ?? "";
          const got = page(all.filter(({ id }) => id > after).slice(0, limit + 1), limit);
          expect(got.data.length).toBeLessThanOrEqual(limit);
          seen.push(...got.data);
          expect(got.has_more).toBe(got.next_cursor !== null);
          if (got.next_cursor === null) break;
          cursor = got.next_cursor;
        }
        expect(seen).toEqual(all);
      }),
    );
  });

  it.each([
    "",
    "nonsense",
    "AAAA",
    Buffer.from("' OR 1=1").toString("base64url"),
    Buffer.from(`${newId()} `).toString("base64url"),
  ])("refuse the cursor %j by its name", (cursor) => {
    expect(() => decodeCursor(cursor)).toThrow(Invalid);
    try {
      decodeCursor(cursor);
    } catch (error) {
      expect((error as Invalid).errors[0]?.path).toBe("cursor");
    }
  });

  it("begin at the start without a cursor, and hold from 1 to 100 rows, 20 unless asked", () => {
    expect(decodeCursor(undefined)).toBeUndefined();
    expect(PageQuery.parse({}).limit).toBe(20);
    for (const limit of ["1", "100"]) expect(PageQuery.parse({ limit }).limit).toBe(Number(limit));
    for (const limit of ["0", "101", "-1", "1.5", "x", "", "1e1000"]) {
      expect(PageQuery.safeParse({ limit }).success).toBe(false);
    }
  });
});
