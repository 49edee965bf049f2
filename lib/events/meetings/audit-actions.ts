import type { AuditActions } from "@/lib/api/domain";

export const meetingsActions = {
  "person_report.closed": { sentence: "closed a report about a guest of an event", shown: ["state"] },
} as const satisfies AuditActions;
