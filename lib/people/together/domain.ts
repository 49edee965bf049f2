import type { Domain } from "@/lib/api/domain";
import { togetherJobs } from "@/lib/people/together/jobs";

export const together: Domain = {
  name: "people/together",
  jobs: togetherJobs,
};
