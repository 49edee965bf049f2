import { BIN_WIDTH, BINS, type Measure } from "@/lib/research/insights/question";
import type { Result, ResultCell } from "@/lib/research/insights/schemas";
import { dimensionName, unitOf } from "@/lib/research/insights/words";

/** A column as every format has it. */
export interface Column {
  readonly name: string;
  readonly type: "string" | "integer" | "number";
  readonly title: string;
  readonly description: string;
}

export type Row = Readonly<Record<string, string | number | null>>;

/** An answer as a table: a row a cell, or a row a bin of each cell. */
export interface AnswerTable {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

const isDistribution = (measure: Measure) =>
  measure === "trait_distribution" || measure === "compatibility_distribution";
const isEstimate = (measure: Measure) => /_(?:average|median)$/.test(measure);

/**
 * Makes the table that CSV, JSON and Parquet write. It is made of what is shown alone, so a hidden cell and an empty one are
 * the same row in every format.
 */
export function tableOf(
  { measure, dimensions }: { measure: Measure; dimensions: readonly string[] },
  { cells }: Pick<Result, "cells">,
): AnswerTable {
  const unit = unitOf(measure);
  const columns: Column[] = [
    ...dimensions.map((name) => ({
      name,
      type: "string" as const,
      title: dimensionName(name),
      description: "From a public list that does not depend on the data.",
    })),
    ...(isDistribution(measure)
      ? [
          number("from", "From", "The lower end of the bin."),
          number("to", "To", "The upper end of the bin, which belongs to the next one."),
        ]
      : []),
    {
      name: "count",
      type: "integer",
      title: `Number of ${unit}`,
      description: `Number of ${unit}, with noise and rounded to it. Missing where the noisy number is under 10: whether anyone is there cannot be seen.`,
    },
    {
      name: "count_error",
      type: "integer",
      title: "Error of the number",
      description: "The true number is within plus or minus this with a probability of 95 %.",
    },
    ...(isEstimate(measure)
      ? [
          number("estimate", isAverage(measure) ? "Average" : "Median", "From 0 to 1."),
          number(
            "low",
            "Low end",
            "The true figure is from here to the high end with a probability of 95 %.",
          ),
          number(
            "high",
            "High end",
            "The true figure is from the low end to here with a probability of 95 %.",
          ),
        ]
      : []),
  ];
  return { columns, rows: cells.flatMap((cell) => rowsOf(measure, cell)) };
}

const number = (name: string, title: string, description: string): Column => ({
  name,
  type: "number",
  title,
  description,
});

const isAverage = (measure: Measure) => measure.endsWith("_average");

function rowsOf(measure: Measure, { at, count, estimate, bins }: ResultCell): Row[] {
  const place = Object.fromEntries(at.map(({ dimension, value }) => [dimension, value]));
  if (isDistribution(measure)) {
    return Array.from({ length: BINS }, (_, bin) => {
      const held = bins?.[bin] ?? null;
      return {
        ...place,
        from: (bin * BIN_WIDTH) / 1_000,
        to: ((bin + 1) * BIN_WIDTH) / 1_000,
        count: held?.value ?? null,
        count_error: held?.error ?? null,
      };
    });
  }
  const row = { ...place, count: count?.value ?? null, count_error: count?.error ?? null };
  if (!isEstimate(measure)) return [row];
  const { value = null, low = null, high = null } = estimate ?? {};
  return [{ ...row, estimate: value, low, high }];
}
