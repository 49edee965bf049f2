import type { Domain } from "@/lib/api/domain";
import { route } from "@/lib/api/endpoint";
import { insightsActions } from "@/lib/research/insights/audit-actions";
import {
  exportInsightsEndpoint,
  getBudgetEndpoint,
  getQueryEndpoint,
  listEditionsEndpoint,
  runQueryEndpoint,
} from "@/lib/research/insights/endpoints";
import { insightsEvents } from "@/lib/research/insights/events";
import { exportInsights } from "@/lib/research/insights/export-insights";
import { getInsightsBudget } from "@/lib/research/insights/get-insights-budget";
import { getQuery } from "@/lib/research/insights/get-query";
import { insightsJobs } from "@/lib/research/insights/jobs";
import { listEditions } from "@/lib/research/insights/list-editions";
import { insightsNavigation } from "@/lib/research/insights/navigation";
import { insightsProblems } from "@/lib/research/insights/problems";
import { runQuery } from "@/lib/research/insights/run-query";

export const insights: Domain = {
  name: "research/insights",
  tags: { Insights: "Ask about people without learning about any one of them." },
  routes: [
    route(runQueryEndpoint, runQuery),
    route(getQueryEndpoint, getQuery),
    route(getBudgetEndpoint, getInsightsBudget),
    route(listEditionsEndpoint, listEditions),
    route(exportInsightsEndpoint, exportInsights),
  ],
  jobs: insightsJobs,
  problems: insightsProblems,
  auditActions: insightsActions,
  navigation: insightsNavigation,
  auditKinds: { insight_query: "Research questions" },
  events: insightsEvents,
};
