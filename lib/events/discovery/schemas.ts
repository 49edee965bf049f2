import { z } from "zod";
import { optionalLine } from "@/lib/platform/human-text";

/** Events on one page of the list. */
export const EVENTS_PER_PAGE = 12;
/** Words of a search that count. More would only make it slower. */
export const MAX_SEARCH_WORDS = 8;

/** A form that is sent by GET names every field, filled in or not. */
const emptyIsLeftOut = (value: unknown) =>
  typeof value === "string" && value.trim() === "" ? undefined : value;

const line = (most: number) => z.preprocess(emptyIsLeftOut, optionalLine(most).optional());

const dayMessage = "Must be a day such as 2027-02-14.";
/** A day of the venue's calendar. Postgres has no year 0000. */
const day = z.preprocess(
  emptyIsLeftOut,
  z.iso
    .date({ error: dayMessage, abort: true })
    .refine((text) => text >= "2000" && text < "2101", "Must lie between 2000 and 2100.")
    .optional(),
);

export const ListPublicEvents = z
  .object({
    city: line(80),
    from: day,
    to: day,
    price: line(40),
    text: line(80),
    cursor: z.preprocess(emptyIsLeftOut, z.string("Must be text.").max(200).optional()),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    error: "Must not be before the first day.",
    path: ["to"],
  });
export type ListPublicEvents = z.output<typeof ListPublicEvents>;

export interface OnePublicEvent {
  event_id: string;
}

export interface ReadPublicEvent extends OnePublicEvent {
  /** Who reads it, where that is known. */
  user_id?: string | null;
}
