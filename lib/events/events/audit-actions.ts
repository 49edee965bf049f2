import type { AuditActions } from "@/lib/api/domain";

export const eventActions = {
  "event.created": { sentence: "created the event", shown: ["name", "mode"] },
  "event.updated": { sentence: "changed the event", shown: ["name", "fields"] },
  "event.published": { sentence: "published the event", shown: ["name", "mode"] },
  "event.cancelled": { sentence: "cancelled the event", shown: ["name", "reason"] },
  "event.attendees_added": { sentence: "added attendees to the event", shown: ["name", "added", "pool"] },
  "event.attendee_updated": { sentence: "changed an attendee of the event", shown: ["name", "fields"] },
  "event.attendee_removed": { sentence: "removed an attendee of the event", shown: ["name"] },
  // The admin who gives the reason is warned that the partner can read it.
  "event_pass.granted": { sentence: "gave this account an event pass", shown: ["reason"] },
} as const satisfies AuditActions;
