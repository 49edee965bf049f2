import { z } from "zod";

export const EXPORT_FORMATS = ["bundle", "csv", "json", "parquet"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const ExportAnswer = z.strictObject({
  query_id: z.uuid("Must be the id of a query."),
  format: z.enum(EXPORT_FORMATS, "Must be bundle, csv, json or parquet."),
});
export type ExportAnswer = z.output<typeof ExportAnswer>;
