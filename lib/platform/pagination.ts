import { z } from "zod";
import { Invalid } from "@/lib/platform/errors";

/** Rows of one page of a list. */
export const PAGE_SIZE = { most: 100, usual: 20 } as const;

const sizeMessage = `Must be from 1 to ${PAGE_SIZE.most}.`;

/** The query of every list: how many, and where the page before ended. */
export const PageQuery = z.strictObject({
  limit: z.coerce
    .number()
    .int()
    .min(1, sizeMessage)
    .max(PAGE_SIZE.most, sizeMessage)
    .default(PAGE_SIZE.usual)
    .meta({ description: `How many rows to return, from 1 to ${PAGE_SIZE.most}.` }),
  cursor: z.string().max(200).optional().meta({ description: "`next_cursor` of the page before." }),
});
export type PageQuery = z.output<typeof PageQuery>;

/** The reply of every list. */
export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({
    data: z.array(row),
    has_more: z.boolean(),
    next_cursor: z.string().nullable(),
  });
}

const CURSOR_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a cursor is one that a list could have given: a page shows its first rows for any other. */
export function isCursor(cursor: string): boolean {
  return CURSOR_ID.test(Buffer.from(cursor, "base64url").toString("utf8"));
}

/** Cursors are opaque to callers: the id of the last row seen (ids sort by time). */
export function decodeCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const id = Buffer.from(cursor, "base64url").toString("utf8");
  if (!CURSOR_ID.test(id)) {
    throw new Invalid("invalid_input", "The cursor is not one that we gave.", [
      { path: "cursor", message: "Must be the next_cursor of an earlier page." },
    ]);
  }
  return id;
}

/** Makes a page of up to `limit` rows from the `limit + 1` that were read. */
export function page<T extends { id: string }>(rows: readonly T[], limit: number) {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    data,
    has_more: more,
    next_cursor: more ? Buffer.from(last.id, "utf8").toString("base64url") : null,
  };
}
