import type { Domain } from "@/lib/api/domain";
import { alertJobs } from "@/lib/partners/alerts/jobs";

export const alerts: Domain = {
  name: "partners/alerts",
  jobs: alertJobs,
};
