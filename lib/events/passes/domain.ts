import type { Domain } from "@/lib/api/domain";
import { passActions } from "@/lib/events/passes/audit-actions";
import { passJobs } from "@/lib/events/passes/jobs";
import { passNavigation } from "@/lib/events/passes/navigation";

export const passes: Domain = {
  name: "events/passes",
  jobs: passJobs,
  auditActions: passActions,
  auditKinds: { event_pass_purchase: "Event pass purchases" },
  navigation: passNavigation,
};
