import type { Domain } from "@/lib/api/domain";
import { meetingsActions } from "@/lib/events/meetings/audit-actions";
import { meetingsJobs } from "@/lib/events/meetings/jobs";
import { meetingsNavigation } from "@/lib/events/meetings/navigation";
import { meetingsPrivacy } from "@/lib/events/meetings/privacy";
import { meetingsProblems } from "@/lib/events/meetings/problems";

export const meetings: Domain = {
  name: "events/meetings",
  jobs: meetingsJobs,
  problems: meetingsProblems,
  auditActions: meetingsActions,
  auditKinds: { person_report: "Reports about guests" },
  navigation: meetingsNavigation,
  privacy: meetingsPrivacy,
};
