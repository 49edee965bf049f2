import type { Domain } from "@/lib/api/domain";
import { alertActions } from "@/lib/partners/alerts/audit-actions";
import { alertEvents } from "@/lib/partners/alerts/events";
import { alertJobs } from "@/lib/partners/alerts/jobs";
import { alertNavigation } from "@/lib/partners/alerts/navigation";
import { alertsPrivacy } from "@/lib/partners/alerts/privacy";
import { alertProblems } from "@/lib/partners/alerts/problems";

export const alerts: Domain = {
  name: "partners/alerts",
  privacy: alertsPrivacy,
  jobs: alertJobs,
  problems: alertProblems,
  auditActions: alertActions,
  auditKinds: { alert: "Alerts" },
  events: alertEvents,
  navigation: alertNavigation,
};
