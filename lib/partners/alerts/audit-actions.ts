import type { AuditActions } from "@/lib/api/domain";

export const alertActions = {
  "alert.created": {
    sentence: "created the alert",
    shown: ["name", "metric", "window", "threshold", "action"],
  },
  "alert.deleted": { sentence: "deleted the alert", shown: ["name"] },
  "alert.updated": { sentence: "changed the alert", shown: ["fields", "threshold", "action", "enabled"] },
  "alert_recipient.asked": { sentence: "asked again to confirm alerts", shown: ["email"] },
  "alert_recipient.confirmed": { sentence: "agreed to get alerts", shown: ["email"] },
  "alert_recipient.declined": { sentence: "declined alerts", shown: ["email"] },
  "partner.cap_lifted": { sentence: "let live calls through again" },
  "partner.capped": { sentence: "refused live calls, as your own cap was reached", shown: ["until"] },
} as const satisfies AuditActions;
