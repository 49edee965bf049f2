import type { EventDescription } from "@/lib/catalog/shapes";

export const insightsEvents: Readonly<Record<string, EventDescription>> = {
  "insights.edition_published": { group: "Research", sentence: "A research edition was published." },
};
