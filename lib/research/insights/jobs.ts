import { z } from "zod";
import { job } from "@/lib/platform/jobs";
import { OPEN_EDITION_JOB } from "@/lib/research/editions/build-edition";
import { openEdition } from "@/lib/research/insights/open-edition";
import { removeOldRefusals } from "@/lib/research/insights/remove-old-refusals";

export const insightsJobs = [
  job({
    name: OPEN_EDITION_JOB,
    payload: z.object({ edition_id: z.uuid() }),
    run: (ctx, payload) => openEdition(ctx, payload),
  }),
  job({
    name: "insights.remove-old-refusals",
    payload: z.object({}),
    cron: "25 3 * * *",
    run: (ctx) => removeOldRefusals(ctx),
  }),
];
