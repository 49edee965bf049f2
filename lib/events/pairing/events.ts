import type { EventDescription } from "@/lib/catalog/shapes";

export const pairingEvents: Readonly<Record<string, EventDescription>> = {
  "event.matched": { group: "Events", sentence: "The attendees of an event were matched." },
};
