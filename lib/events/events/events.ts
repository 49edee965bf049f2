import type { EventDescription } from "@/lib/catalog/shapes";

export const eventEvents: Readonly<Record<string, EventDescription>> = {
  "event.published": { group: "Events", sentence: "An event was published." },
  "event.cancelled": { group: "Events", sentence: "An event was cancelled." },
};
