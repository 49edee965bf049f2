import type { AuditActions } from "@/lib/api/domain";

export const insightsActions = {
  "insight_query.run": {
    sentence: "asked a question about a research edition",
    shown: ["measure", "edition", "epsilon_milli"],
  },
} as const satisfies AuditActions;
