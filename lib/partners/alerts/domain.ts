import type { Domain } from "@/lib/api/domain";
import { alertJobs } from "@/lib/partners/alerts/jobs";
import { alertsPrivacy } from "@/lib/partners/alerts/privacy";

export const alerts: Domain = {
  name: "partners/alerts",
  privacy: alertsPrivacy,
  jobs: alertJobs,
};
