import type { Report, ReportRun } from "@/lib/research/reports/find-report";

export const CADENCE_WORDS: Readonly<Record<Report["cadence"], string>> = {
  edition: "With each new edition",
  weekly: "Every Monday",
  monthly: "On the first of each month",
};

export const OUTCOME_WORDS: Readonly<
  Record<ReportRun["outcome"], { tone: "pine" | "gold" | "plain"; words: string }>
> = {
  ready: { tone: "pine", words: "Sent" },
  share_used_up: { tone: "gold", words: "Sent without its answer" },
  plan_ended: { tone: "plain", words: "Plan ended" },
  no_edition: { tone: "plain", words: "No edition yet" },
};
