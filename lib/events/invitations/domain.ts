import type { Domain } from "@/lib/api/domain";
import { invitationActions } from "@/lib/events/invitations/audit-actions";
import { invitationJobs } from "@/lib/events/invitations/jobs";
import { invitationsPrivacy } from "@/lib/events/invitations/privacy";
import { invitationProblems } from "@/lib/events/invitations/problems";

export const invitations: Domain = {
  name: "events/invitations",
  privacy: invitationsPrivacy,
  jobs: invitationJobs,
  problems: invitationProblems,
  auditActions: invitationActions,
};
