import type { EventDescription } from "@/lib/catalog/shapes";

export const reportEvents: Readonly<Record<string, EventDescription>> = {
  "insights.report_ready": { group: "Research", sentence: "A scheduled research report was made." },
};
