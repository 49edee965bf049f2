import type { EventDescription } from "@/lib/catalog/shapes";

export const checkInEvents: Readonly<Record<string, EventDescription>> = {
  "checkin.recorded": { group: "Events", sentence: "A guest was checked in or out, or that was taken back." },
};
