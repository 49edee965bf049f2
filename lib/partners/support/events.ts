import type { EventDescription } from "@/lib/catalog/shapes";

export const supportEvents: Readonly<Record<string, EventDescription>> = {
  "ticket.created": { group: "Support tickets", sentence: "A support ticket was opened." },
  "ticket.replied": { group: "Support tickets", sentence: "A support ticket got a reply." },
  "ticket.status_changed": {
    group: "Support tickets",
    sentence: "A support ticket was solved, closed or reopened.",
  },
};
