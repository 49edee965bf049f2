import type { Domain } from "@/lib/api/domain";
import { supportJobs } from "@/lib/partners/support/jobs";

export const support: Domain = {
  name: "partners/support",
  jobs: supportJobs,
};
