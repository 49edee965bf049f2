import type { Domain } from "@/lib/api/domain";
import { teamJobs } from "@/lib/partners/teams/jobs";
import { teamsPrivacy } from "@/lib/partners/teams/privacy";

export const teams: Domain = {
  name: "partners/teams",
  privacy: teamsPrivacy,
  jobs: teamJobs,
};
