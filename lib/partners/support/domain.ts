import type { Domain } from "@/lib/api/domain";
import { supportActions } from "@/lib/partners/support/audit-actions";
import { supportEvents } from "@/lib/partners/support/events";
import { supportJobs } from "@/lib/partners/support/jobs";
import { supportNavigation } from "@/lib/partners/support/navigation";
import { supportPrivacy } from "@/lib/partners/support/privacy";
import { supportProblems } from "@/lib/partners/support/problems";

export const support: Domain = {
  name: "partners/support",
  privacy: supportPrivacy,
  jobs: supportJobs,
  problems: supportProblems,
  auditActions: supportActions,
  auditKinds: { ticket: "Tickets" },
  events: supportEvents,
  navigation: supportNavigation,
};
