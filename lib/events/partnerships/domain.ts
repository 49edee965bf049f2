import type { Domain } from "@/lib/api/domain";
import { partnershipActions } from "@/lib/events/partnerships/audit-actions";
import { partnershipJobs } from "@/lib/events/partnerships/jobs";
import { partnershipNavigation } from "@/lib/events/partnerships/navigation";
import { partnershipProblems } from "@/lib/events/partnerships/problems";

export const partnerships: Domain = {
  name: "events/partnerships",
  jobs: partnershipJobs,
  auditActions: partnershipActions,
  auditKinds: { event_partnership: "Event partnerships" },
  navigation: partnershipNavigation,
  problems: partnershipProblems,
};
