import type { AuditActions } from "@/lib/api/domain";

export const partnershipActions = {
  "event_partnership.purchase_started": {
    sentence: "went to the checkout of an event partnership",
    shown: ["months", "price_minor"],
  },
  "event_partnership.bought": {
    sentence: "bought an event partnership",
    shown: ["months", "price_minor", "ends_at"],
  },
  "event_partnership.ended": {
    sentence: "ended an event partnership whose money was returned",
    shown: ["price_minor"],
  },
  "event_partnership.resumed": {
    sentence: "resumed an event partnership whose money came again",
    shown: ["price_minor"],
  },
  // The admin who gives the reason is warned that the partner can read it.
  "event_partnership.terms_set": {
    sentence: "set the terms of event partnerships",
    shown: ["monthly_price_minor", "events_per_month", "before_minor", "reason"],
  },
} as const satisfies AuditActions;
