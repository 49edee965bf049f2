import type { Domain } from "@/lib/api/domain";
import { teamActions } from "@/lib/partners/teams/audit-actions";
import { teamJobs } from "@/lib/partners/teams/jobs";
import { teamNavigation } from "@/lib/partners/teams/navigation";
import { teamsPrivacy } from "@/lib/partners/teams/privacy";
import { teamProblems } from "@/lib/partners/teams/problems";

export const teams: Domain = {
  name: "partners/teams",
  privacy: teamsPrivacy,
  jobs: teamJobs,
  problems: teamProblems,
  auditActions: teamActions,
  auditKinds: { member: "Members", invitation: "Invitations" },
  navigation: teamNavigation,
};
