import type { AuditActions } from "@/lib/api/domain";

export const legalActions = {
  "legal.accepted": { sentence: "accepted our terms", shown: ["documents", "how"] },
} as const satisfies AuditActions;
