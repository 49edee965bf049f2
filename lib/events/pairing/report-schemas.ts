import { z } from "zod";
import { MAX_SCHEDULE_ROUNDS } from "@/lib/events/pairing/schedule-schemas";

const ROUNDS = Array.from({ length: MAX_SCHEDULE_ROUNDS }, (_, index) => index + 1);

export type RoundColumn = `${"table" | "partners" | "scores"}_${number}`;

/** What the report says of one round, table by table first. */
export function roundColumns(round: number): readonly RoundColumn[] {
  return [`table_${round}`, `partners_${round}`, `scores_${round}`];
}

const roundCells: Record<RoundColumn, z.ZodOptional<z.ZodType<string | number | null>>> = {};
for (const round of ROUNDS) {
  roundCells[`table_${round}`] = z.int().nullable().optional();
  roundCells[`partners_${round}`] = z.string().nullable().optional();
  roundCells[`scores_${round}`] = z.union([z.number(), z.string()]).nullable().optional();
}

const figure = z.number().nullable();

/** How one attendee fares. Columns of rounds that were not planned are left out. */
export const ReportRow = z
  .object({
    external_id: z.string(),
    name: z.string().nullable(),
    source: z.enum(["schedule", "match"]),
    met: z.int(),
    byes: z.int().nullable(),
    best: figure,
    mean: figure,
    worst: figure,
    envy: figure,
    envies: z.string().nullable(),
    ...roundCells,
  })
  .meta({ id: "EventReportRow" });
export type ReportRow = z.input<typeof ReportRow>;
