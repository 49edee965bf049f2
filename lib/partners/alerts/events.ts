import type { EventDescription } from "@/lib/catalog/shapes";

export const alertEvents: Readonly<Record<string, EventDescription>> = {
  "alert.fired": { group: "Alerts", sentence: "Usage, spend or errors passed the threshold of an alert." },
};
