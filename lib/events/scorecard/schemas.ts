import { z } from "zod";

/** Below these there is no scorecard. */
export const EVENTS_FLOOR = 5;
export const ANSWERS_FLOOR = 200;

const Estimate = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
const RoundsRate = z.object({ pairs: z.int(), mutual: Estimate });

/** What is stored of a scorecard. */
export const ScorecardContent = z.object({
  events: z.int(),
  answers: z.int(),
  pairs: z.int(),
  yesRate: Estimate,
  mutualRate: Estimate,
  bins: z.array(
    z.object({ low: z.number(), high: z.number(), pairs: z.int(), predicted: z.number(), mutual: Estimate }),
  ),
  chooser: Estimate,
  chosen: Estimate,
  pair: Estimate,
  perTenPoints: Estimate,
  planned: RoundsRate,
  control: RoundsRate,
});
export type ScorecardContent = z.output<typeof ScorecardContent>;
