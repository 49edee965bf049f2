import { z } from "zod";
import { ReleasePath } from "@/lib/research/insights/release-schemas";

export const EXPORT_FORMATS = ["bundle", "csv", "json", "parquet"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const format = z.enum(EXPORT_FORMATS, "Must be bundle, csv, json or parquet.");

export const ExportAnswer = z.strictObject({ query_id: z.uuid("Must be the id of a query."), format });
export type ExportAnswer = z.output<typeof ExportAnswer>;

export const ExportRelease = ReleasePath.extend({ format });
export type ExportRelease = z.output<typeof ExportRelease>;
