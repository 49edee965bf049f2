import type { AuditActions } from "@/lib/api/domain";

export const pairingActions = {
  "event.matched": {
    sentence: "matched the attendees of an event",
    shown: ["attendees", "kind", "mode"],
  },
  "event.pair_pinned": { sentence: "pinned two attendees of an event to each other", shown: ["name"] },
  "event.pair_forbidden": { sentence: "forbade a pair of attendees of an event", shown: ["name"] },
  "event.pair_rule_removed": { sentence: "removed a rule about two attendees of an event", shown: ["name"] },
  "event.pair_rules_replaced": {
    sentence: "replaced the rules about pairs of an event",
    shown: ["name", "pins", "forbids"],
  },
  "event.pairs_released": { sentence: "released the pairs of an event", shown: ["name"] },
  "match_run.cancelled": { sentence: "cancelled the matching of an event", shown: ["attendees", "mode"] },
} as const satisfies AuditActions;
