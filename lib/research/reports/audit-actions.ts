import type { AuditActions } from "@/lib/api/domain";

export const reportActions = {
  "insight_report.created": { sentence: "scheduled a research report", shown: ["name", "cadence"] },
  "insight_report.deleted": { sentence: "deleted a research report", shown: ["name"] },
  "insight_report.left": { sentence: "stopped getting a research report", shown: ["name"] },
  "insight_report.paused": { sentence: "paused a research report", shown: ["name"] },
  "insight_report.resumed": { sentence: "resumed a research report", shown: ["name"] },
} as const satisfies AuditActions;
