import type { AuditActions } from "@/lib/api/domain";

export const privacyActions = {
  "account.deleted": {},
  "account.deletion_cancelled": {},
  "account.deletion_requested": {},
} as const satisfies AuditActions;
