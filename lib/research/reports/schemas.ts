import { z } from "zod";
import { humanName } from "@/lib/platform/human-text";

export const MAX_REPORTS = 20;
export const MAX_REPORT_RECIPIENTS = 20;
export const CADENCES = ["edition", "weekly", "monthly"] as const;
export type Cadence = (typeof CADENCES)[number];

/** A form sends an empty field for none. */
const queryId = z.preprocess(
  (value) => (value === "" ? null : value),
  z.uuid("Choose one of your questions.").nullable(),
);

export const CreateReport = z
  .strictObject({
    name: humanName(80),
    cadence: z.enum(CADENCES, "Choose how often."),
    /** The question of the partner's own that is asked again of each newest edition. */
    query_id: queryId,
    /** How far each count of its answer may be off. */
    error: z
      .int("Must be a whole number.")
      .min(1, "Must be at least 1.")
      .max(1_000_000, "Must be at most 1,000,000.")
      .nullable(),
    /** What it may cost the share in an edition, in thousandths of epsilon. */
    max_epsilon_milli: z
      .int("Must be a whole number.")
      .min(0, "Must be at least 0.")
      .max(4_000, "Must be at most 4,000."),
    recipients: z
      .array(z.uuid("Choose members of your team."))
      .max(MAX_REPORT_RECIPIENTS, `Choose at most ${MAX_REPORT_RECIPIENTS} members.`)
      .transform((ids) => [...new Set(ids)]),
  })
  .superRefine(({ query_id, error }, refinement) => {
    if (query_id !== null && error === null)
      refinement.addIssue({
        code: "custom",
        path: ["error"],
        message: "Enter how far each count may be off.",
      });
  });
export type CreateReport = z.output<typeof CreateReport>;

export const ReportPath = z.strictObject({ report_id: z.uuid("Must be the id of a report.") });
export type ReportPath = z.output<typeof ReportPath>;

export const SetReportActive = ReportPath.extend({ active: z.boolean() });
export type SetReportActive = z.output<typeof SetReportActive>;

export const ReportRunPath = ReportPath.extend({ run_id: z.uuid().optional() });
export type ReportRunPath = z.output<typeof ReportRunPath>;
