import type { AuditActions } from "@/lib/api/domain";

export const adminActions = {
  "job.removed": {},
  "job.retried": {},
} as const satisfies AuditActions;
