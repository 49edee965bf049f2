import type { Domain } from "@/lib/api/domain";
import { reportActions } from "@/lib/research/reports/audit-actions";
import { reportEvents } from "@/lib/research/reports/events";
import { reportJobs } from "@/lib/research/reports/jobs";
import { reportNavigation } from "@/lib/research/reports/navigation";
import { reportsPrivacy } from "@/lib/research/reports/privacy";
import { reportProblems } from "@/lib/research/reports/problems";

export const reports: Domain = {
  name: "research/reports",
  privacy: reportsPrivacy,
  jobs: reportJobs,
  problems: reportProblems,
  auditActions: reportActions,
  auditKinds: { insight_report: "Research reports" },
  events: reportEvents,
  navigation: reportNavigation,
};
