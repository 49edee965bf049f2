import type { AuditActions } from "@/lib/api/domain";

export const findingActions = {
  "insight_finding.published": { sentence: "published a finding", shown: ["cite"] },
  "insight_finding.withdrawn": { sentence: "withdrew a finding", shown: ["cite", "reason"] },
} as const satisfies AuditActions;
