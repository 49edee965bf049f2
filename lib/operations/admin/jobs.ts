import { z } from "zod";
import { removeOldRuns } from "@/lib/platform/job-runs";
import { job } from "@/lib/platform/jobs";

const trimRuns = job({
  name: "operations.remove-old-job-runs",
  payload: z.object({}),
  cron: "50 1 * * *",
  run: removeOldRuns,
});

export const operationsJobs = [trimRuns];
