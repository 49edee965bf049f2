import { z } from "zod";
import { Invalid } from "@/lib/platform/errors";

/** Where a page ended: the last row's place in the order, and its id where places are shared. */
const Place = z.tuple([z.union([z.string().max(300), z.number()]), z.string().max(100)]);
export type Place = z.output<typeof Place>;

export function encodePlace(place: Place): string {
  return Buffer.from(JSON.stringify(place), "utf8").toString("base64url");
}

/** Throws Invalid for a cursor that is not one of ours. */
export function decodePlace(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  try {
    return Place.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch {
    throw new Invalid("invalid_input", "The cursor is not one that we gave.", [
      { path: "cursor", message: "Must be the next_cursor of an earlier page." },
    ]);
  }
}
