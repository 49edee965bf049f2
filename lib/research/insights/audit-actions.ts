import type { AuditActions } from "@/lib/api/domain";

export const insightsActions = {
  "insight_query.run": {
    sentence: "asked a question about a research edition",
    shown: ["measure", "edition", "epsilon_milli"],
  },
  "insight_query.saved": { sentence: "saved a research query", shown: ["name", "measure"] },
  "insight_query.deleted": { sentence: "deleted a saved research query", shown: ["name"] },
} as const satisfies AuditActions;
