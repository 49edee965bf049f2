import { endpoint } from "@/lib/api/endpoint";
import { PageQuery } from "@/lib/platform/pagination";
import {
  AskInsights,
  Budget,
  BudgetQuery,
  Editions,
  ExportQuery,
  InsightExport,
  InsightQuery,
  QueryPath,
} from "@/lib/research/insights/schemas";

const PLANS = ["live_key_required", "tier_lacks_insights"];

export const runQueryEndpoint = endpoint({
  method: "POST",
  path: "/v1/insights/queries",
  tag: "Insights",
  operationId: "runInsightQuery",
  summary: "Ask a question about a research edition",
  description:
    "A measure by at most three dimensions, over a grid that is fixed and public. You say how far each count may be off (95 %), and the smallest epsilon that is enough is taken from your share. What was released before is answered at no cost, also where another partner paid for it, and so is what adds up from its cells. With `dry_run` only the card comes back: the cost, and what is left. Cards and answers that were released before need `insights:read` alone. A new answer spends your share, and needs `insights:query`. Cells with a noisy count under 10 are null, as empty ones are.",
  auth: "partner",
  scope: "insights:read",
  limitClass: "calls",
  idempotent: true,
  body: AskInsights,
  reply: InsightQuery,
  status: 200,
  example: {
    measure: "people",
    dimensions: ["age_band"],
    filters: [{ dimension: "region", values: ["western_europe", "northern_europe"] }],
    error: 40,
    dry_run: true,
  },
  problems: [...PLANS, "not_found", "edition_closed", "share_used_up", "edition_busy"],
});

export const getQueryEndpoint = endpoint({
  method: "GET",
  path: "/v1/insights/queries/{query_id}",
  tag: "Insights",
  operationId: "getInsightQuery",
  summary: "Read an answer again",
  description: "One of your questions and its answer, which never changes.",
  auth: "partner",
  scope: "insights:read",
  limitClass: "calls",
  params: QueryPath,
  reply: InsightQuery,
  status: 200,
  problems: PLANS,
});

export const getBudgetEndpoint = endpoint({
  method: "GET",
  path: "/v1/insights/budget",
  tag: "Insights",
  operationId: "getInsightsBudget",
  summary: "See what you can still ask",
  description:
    "The privacy budget of an edition in thousandths of epsilon: what all releases have cost, and your own share of it.",
  auth: "partner",
  scope: "insights:read",
  limitClass: "calls",
  query: BudgetQuery,
  reply: Budget,
  status: 200,
  problems: [...PLANS, "not_found"],
});

export const listEditionsEndpoint = endpoint({
  method: "GET",
  path: "/v1/insights/editions",
  tag: "Insights",
  operationId: "listInsightEditions",
  summary: "List the research editions",
  description: "The frozen quarterly data sets that can be asked about, newest first.",
  auth: "partner",
  scope: "insights:read",
  limitClass: "calls",
  query: PageQuery,
  reply: Editions,
  status: 200,
  problems: PLANS,
});

export const exportInsightsEndpoint = endpoint({
  method: "GET",
  path: "/v1/insights/export",
  tag: "Insights",
  operationId: "exportInsights",
  summary: "Read the report of an edition",
  description:
    "The figures that are released of every edition, each with its error. Filters select released cells and cost nothing. What was not released for them is null and named in `query_needed`: ask for it with a query.",
  auth: "partner",
  scope: "insights:read",
  limitClass: "calls",
  query: ExportQuery,
  reply: InsightExport,
  status: 200,
  problems: [...PLANS, "not_found"],
});
