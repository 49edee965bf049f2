import type { AuditActions } from "@/lib/api/domain";

/** The log is kept for good, so it names no guest: the registration does, as long as it is there. */
export const registrationActions = {
  "registration.approved": { sentence: "approved a registration for the event", shown: ["name"] },
  "registration.declined": { sentence: "declined a registration for the event", shown: ["name"] },
  "registration.promoted": {
    sentence: "gave a seat to a person in line for the event",
    shown: ["name", "seats", "added_seats"],
  },
  "registration.released": { sentence: "released a seat at the event", shown: ["name"] },
} as const satisfies AuditActions;
