import { z } from "zod";
import { computeNorms } from "@/lib/people/results/compute-norms";
import { job } from "@/lib/platform/jobs";

const norms = job({
  name: "results.compute-norms",
  payload: z.object({}),
  cron: "10 2 * * *",
  async run(ctx) {
    await computeNorms(ctx);
  },
});

export const resultJobs = [norms];
