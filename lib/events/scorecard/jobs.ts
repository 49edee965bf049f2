import { z } from "zod";
import { computeScorecard } from "@/lib/events/scorecard/compute-scorecard";
import { job } from "@/lib/platform/jobs";

export const scorecardJobs = [
  job({
    name: "scorecard.compute",
    payload: z.object({}),
    // Before answers that are too old are removed.
    cron: "40 2 * * *",
    run: (ctx) => computeScorecard(ctx),
  }),
];
