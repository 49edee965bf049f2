import type { AuditActions } from "@/lib/api/domain";

export const pairingActions = {
  "event.matched": {
    sentence: "matched the attendees of an event",
    shown: ["attendees", "kind", "mode"],
  },
  "match_run.cancelled": { sentence: "cancelled the matching of an event", shown: ["attendees", "mode"] },
} as const satisfies AuditActions;
