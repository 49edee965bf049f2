import type { AuditActions } from "@/lib/api/domain";

export const passActions = {
  "event_pass.purchase_started": {
    sentence: "went to the checkout of an event pass",
    shown: ["price_minor"],
  },
  "event_pass.bought": { sentence: "bought an event pass", shown: ["price_minor"] },
  "event_pass.taken_back": {
    sentence: "took back an event pass whose money was returned",
    shown: ["price_minor"],
  },
  "event_pass.given_back": { sentence: "gave back an event pass", shown: ["price_minor"] },
  // The admin who gives the reason is warned that the partner can read it.
  "event_pass.price_set": {
    sentence: "set the price of an event pass",
    shown: ["price_minor", "before_minor", "reason"],
  },
} as const satisfies AuditActions;
