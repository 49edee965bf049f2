import { z } from "zod";
import { job } from "@/lib/platform/jobs";
import { OPEN_EDITION_JOB } from "@/lib/research/editions/build-edition";
import { openEdition } from "@/lib/research/insights/open-edition";

export const insightsJobs = [
  job({
    name: OPEN_EDITION_JOB,
    payload: z.object({ edition_id: z.uuid() }),
    run: (ctx, payload) => openEdition(ctx, payload),
  }),
];
