import { z } from "zod";
import { humanLine, optionalLine } from "@/lib/platform/human-text";

const DAY_MS = 86_400_000;

/** From an hour after the start until two weeks after the end, guests say whom they want to see again. */
export const OPENS_AFTER_MS = 3_600_000;
export const CLOSES_AFTER_MS = 14 * DAY_MS;

/** A guest sees how many fit only where so many others count. */
export const CHECK_FLOOR = 10;

export const OtherGuest = z.strictObject({ other_id: z.uuid("Must be a guest whom you met.") });
export type OtherGuest = z.output<typeof OtherGuest>;

export const AnswerMeeting = OtherGuest.extend({
  answer: z.enum(["yes", "no"], "Choose yes or no."),
});
export type AnswerMeeting = z.output<typeof AnswerMeeting>;

const checked = z.preprocess((value) => value === true || value === "on", z.boolean());

const choices = {
  contact: z.enum(["none", "email", "line"], "Choose which contact you give."),
  line: optionalLine(120).optional(),
  /** For guests whom the organizer brought. Those who registered say so with their registration. */
  agrees_to_preview: z.enum(["yes", "no"], "Choose yes or no.").optional(),
};

/** What a guest decides, with what else a form sends to say whose it is. */
export const updateChoicesWith = <S extends z.ZodRawShape>(more: S) =>
  z.strictObject({ ...choices, ...more }).superRefine((given, ctx) => {
    const { contact, line } = z.looseObject(choices).parse(given);
    if (contact !== "line" || (line ?? "") !== "") return;
    ctx.addIssue({ code: "custom", message: "Write how to reach you.", path: ["line"] });
  });

export const UpdateChoices = updateChoicesWith({});
export type UpdateChoices = z.output<typeof UpdateChoices>;

export const RateEvent = z.strictObject({
  stars: z.coerce
    .number("Choose one to five.")
    .int("Choose one to five.")
    .min(1, "Choose one to five.")
    .max(5, "Choose one to five."),
  sentence: optionalLine(300).optional(),
});
export type RateEvent = z.output<typeof RateEvent>;

export const REPORT_REASONS = ["harassment", "unsafe", "false_identity", "other"] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];

export const ReportPerson = OtherGuest.extend({
  reason: z.enum(REPORT_REASONS, "Choose what it is about."),
  details: optionalLine(1_000).optional(),
  block: checked.optional(),
});
export type ReportPerson = z.output<typeof ReportPerson>;

export const UnblockPerson = z.strictObject({ block_id: z.uuid("Must be one of your blocks.") });
export type UnblockPerson = z.output<typeof UnblockPerson>;

export const CloseReport = z.strictObject({
  report_id: z.uuid("Must be the id of a report."),
  state: z.enum(["handled", "dismissed"], "Choose what became of it."),
  note: humanLine(500),
});
export type CloseReport = z.output<typeof CloseReport>;

export const ListReports = z.strictObject({
  state: z.enum(["open", "handled", "dismissed"]).default("open"),
  /** The number of the page. */
  cursor: z.coerce.number().int().min(1).max(10_000).default(1),
});
export type ListReports = z.output<typeof ListReports>;

export const OfOneEvent = z.strictObject({ event_id: z.uuid("Must be the id of an event.") });
