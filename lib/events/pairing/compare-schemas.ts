import { z } from "zod";
import { optionalLine } from "@/lib/platform/human-text";

export const EVENT_GROUPINGS = ["event", "month", "city", "weekday"] as const;
export type EventGrouping = (typeof EVENT_GROUPINGS)[number];

const day = z.iso
  .date("Must be a date, such as 2026-03-31.")
  .refine((text) => text >= "2000" && text < "2200", "Must be a day from 2000 to 2199.")
  .optional();

/** Which of a partner's finished events are compared, and by what they are put together. */
export const CompareEvents = z
  .strictObject({
    group_by: z.enum(EVENT_GROUPINGS, `Must be one of ${EVENT_GROUPINGS.join(", ")}.`).default("event"),
    from: day,
    to: day,
    city: optionalLine(120).optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ["to"],
    message: "Must not be before the first day.",
  });
export type CompareEvents = z.output<typeof CompareEvents>;
