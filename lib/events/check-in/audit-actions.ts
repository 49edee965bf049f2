import type { AuditActions } from "@/lib/api/domain";

export const checkInActions = {
  "door.created": { sentence: "made a door link for the event", shown: ["name", "door"] },
  "door.revoked": { sentence: "revoked a door link of the event", shown: ["name", "door"] },
  "check_in.recorded": {
    sentence: "recorded check-ins at the event",
    shown: ["name", "recorded", "refused"],
  },
  "check_in.undone": { sentence: "took back a check-in at the event", shown: ["name"] },
  "check_in.settled": { sentence: "settled a duplicate check-in at the event", shown: ["name"] },
} as const satisfies AuditActions;
