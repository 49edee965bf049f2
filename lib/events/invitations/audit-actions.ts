import type { AuditActions } from "@/lib/api/domain";

export const invitationActions = {
  "event.guests_invited": {
    sentence: "emailed the short form to guests of the event",
    shown: ["name", "invited"],
  },
  "event.guest_declined": { sentence: "declined as a guest of the event", shown: ["name"] },
} as const satisfies AuditActions;
