import type { Domain } from "@/lib/api/domain";
import { resultJobs } from "@/lib/people/results/jobs";

export const results: Domain = {
  name: "people/results",
  jobs: resultJobs,
};
