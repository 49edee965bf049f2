import { z } from "zod";

/** A question as releases keep it. */
export const StoredQuestion = z.object({
  source: z.enum(["rows", "pairs"]),
  statistic: z.enum(["count", "mean", "histogram"]),
  subject: z.string().nullable(),
  dimensions: z.array(z.string()),
  filters: z.record(z.string(), z.array(z.string())),
});
