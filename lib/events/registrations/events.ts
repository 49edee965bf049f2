import type { EventDescription } from "@/lib/catalog/shapes";

export const registrationEvents: Readonly<Record<string, EventDescription>> = {
  "registration.created": { group: "Events", sentence: "A person registered for an event." },
  "registration.promoted": {
    group: "Events",
    sentence: "A person who waited was offered a seat, or has one now. The status says which.",
  },
  "registration.cancelled": {
    group: "Events",
    sentence: "A registration ended: it was cancelled, declined or released. The status says which.",
  },
};
