import { z } from "zod";
import { FORMS } from "@/lib/people/assessments/statements";

/** Answers that one request may save: a whole sheet that was filled in offline, and room for changes. */
export const MAX_ANSWERS_A_SAVE = 120;
const DAY_MS = 86_400_000;

/** A form's check box: "on" where it is checked, and nothing where it is not. */
const checked = (message: string) =>
  z.preprocess((value) => value === true || value === "on", z.literal(true, message));

export const StartAssessment = z.strictObject({
  form: z.enum(FORMS, "Choose the short or the long form."),
  old_enough: checked("Confirm that you are 16 or older."),
});
export type StartAssessment = z.output<typeof StartAssessment>;

export const Answer = z.strictObject({
  statement_id: z.string().max(60),
  value: z.coerce.number("Choose one of the five answers.").int().min(1).max(5),
  /** Milliseconds that the statement was shown before its first answer. A page may stay open for days. */
  took_ms: z.coerce
    .number()
    .int()
    .min(0)
    .transform((tookMs) => Math.min(tookMs, DAY_MS))
    .nullable()
    .default(null),
  /** When the answer was given, for answers that waited on the device. */
  answered_at: z.coerce.date().nullable().default(null),
});
export type Answer = z.output<typeof Answer>;

export const SaveAnswers = z.strictObject({
  assessment_id: z.uuid(),
  answers: z
    .array(Answer)
    .min(1, "Send at least one answer.")
    .max(MAX_ANSWERS_A_SAVE, `Send at most ${MAX_ANSWERS_A_SAVE} answers.`),
  /** The time on the device's clock when it sends. */
  sent_at: z.coerce.date().nullable().optional(),
});
export type SaveAnswers = z.output<typeof SaveAnswers>;

export const OneAssessment = z.strictObject({ assessment_id: z.uuid() });
export type OneAssessment = z.output<typeof OneAssessment>;

export const DecideIntimacy = OneAssessment.extend({
  choice: z.enum(["agreed", "declined"], "Choose one of the two."),
  adult: z.preprocess((value) => value === true || value === "on", z.boolean()),
}).refine(({ choice, adult }) => choice === "declined" || adult, {
  path: ["adult"],
  message: "Confirm that you are 18 or older, or skip these statements.",
});
export type DecideIntimacy = z.output<typeof DecideIntimacy>;
