import type { Domain } from "@/lib/api/domain";
import { teamJobs } from "@/lib/partners/teams/jobs";

export const teams: Domain = {
  name: "partners/teams",
  jobs: teamJobs,
};
