import { z } from "zod";
import { humanLine, humanName } from "@/lib/platform/human-text";
import { PageQuery } from "@/lib/platform/pagination";
import { EXPORT_FORMATS } from "@/lib/research/exports/schemas";

export const MAX_TITLE = 120;
export const MAX_SUMMARY = 2_000;

const summary = z
  .string("Must be text.")
  .transform((value) => value.replace(/\r\n?/g, "\n").trim())
  .pipe(
    z
      .string()
      .max(MAX_SUMMARY, `Must have at most ${MAX_SUMMARY.toLocaleString("en-US")} characters.`)
      .regex(/^(?:[^\p{Cc}\p{Cf}]|\n)*$/u, "Must be plain text, without control characters."),
  );

const queryId = z.uuid("Must be the id of a query.");

export const PublishFinding = z.strictObject({
  query_id: queryId,
  title: humanName(MAX_TITLE),
  summary,
});
export type PublishFinding = z.output<typeof PublishFinding>;

export const FindingPath = z.strictObject({ finding_id: z.uuid("Must be the id of a finding.") });
export type FindingPath = z.output<typeof FindingPath>;

export const FindingQuery = PageQuery;

export const WithdrawAnyFinding = FindingPath.extend({ reason: humanLine(500) });
export type WithdrawAnyFinding = z.output<typeof WithdrawAnyFinding>;

/** As a finding is cited: the edition, and eight signs without those that people mistake for others. */
export const CITE = /^\d{4}q[1-4]-[0-9a-hjkmnp-tv-z]{8}$/;

export const ExportFinding = z.strictObject({
  cite: z.string().regex(CITE),
  format: z.enum(EXPORT_FORMATS, "Must be bundle, csv, json or parquet."),
});
export type ExportFinding = z.output<typeof ExportFinding>;
