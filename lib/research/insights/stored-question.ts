import { z } from "zod";
import { MEASURE_NAMES, type Measure, type Question } from "@/lib/research/insights/question";

/** A question as releases keep it. */
export const StoredQuestion = z.object({
  source: z.enum(["rows", "pairs"]),
  statistic: z.enum(["count", "mean", "histogram"]),
  subject: z.string().nullable(),
  dimensions: z.array(z.string()),
  filters: z.record(z.string(), z.array(z.string())),
});

/** What was asked, as questions and reports keep it. */
export const StoredAsked = z.object({
  measure: z.enum(MEASURE_NAMES),
  subject: z.string().nullable(),
  dimensions: z.array(z.string()),
  filters: z.record(z.string(), z.array(z.string())),
});

/** The measure that a release answers by itself. Counts in bins are read as a distribution or as a median. */
export function measureOf(
  { source, statistic }: Question,
  as: "distribution" | "median" = "distribution",
): Measure {
  if (statistic === "count") return source === "rows" ? "people" : "pairs";
  const lead = source === "rows" ? "trait" : "compatibility";
  return statistic === "mean" ? `${lead}_average` : `${lead}_${as}`;
}
