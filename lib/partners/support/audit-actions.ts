import type { AuditActions } from "@/lib/api/domain";

export const supportActions = {
  "ticket.answered": { sentence: "answered a ticket", shown: ["number"] },
  "ticket.created": { sentence: "opened a ticket", shown: ["number"] },
  "ticket.replied": { sentence: "replied to a ticket", shown: ["number"] },
  "ticket.status_changed": { sentence: "changed the status of a ticket", shown: ["number", "from", "to"] },
} as const satisfies AuditActions;
