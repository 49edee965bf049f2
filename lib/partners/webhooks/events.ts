import type { EventDescription } from "@/lib/catalog/shapes";

export const webhookEvents: Readonly<Record<string, EventDescription>> = {
  "webhook.test": { group: null, sentence: "You sent a test event to one of your endpoints." },
};
