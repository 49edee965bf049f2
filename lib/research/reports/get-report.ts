import type { PartnerContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";
import { exportInsights } from "@/lib/research/insights/export-insights";
import { getQuery } from "@/lib/research/insights/get-query";
import type { InsightExport, InsightQuery } from "@/lib/research/insights/schemas";
import {
  findReport,
  presentReport,
  presentRun,
  type Report,
  type ReportRun,
} from "@/lib/research/reports/find-report";
import type { ReportRunPath } from "@/lib/research/reports/schemas";

const SHOWN_RUNS = 24;

/** A schedule, what it has made, and one of that with its figures: the newest, unless another is asked for. */
export interface OpenedReport {
  readonly report: Report;
  readonly runs: readonly ReportRun[];
  readonly shown: {
    readonly run: ReportRun;
    readonly figures: InsightExport | null;
    readonly answer: InsightQuery | null;
  } | null;
}

/** Throws Forbidden, NotFound. */
export async function getReport(
  ctx: PartnerContext,
  { report_id, run_id }: ReportRunPath,
): Promise<OpenedReport> {
  assertPermitted(ctx, "insights:read");
  const row = await findReport(ctx, ctx.db, report_id);
  const runs = await ctx.db.insightReportRun.findMany({
    where: { reportId: row.id, partnerId: ctx.partnerId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: SHOWN_RUNS,
  });
  const run =
    run_id === undefined
      ? runs[0]
      : await ctx.db.insightReportRun.findFirst({
          where: { id: run_id, reportId: row.id, partnerId: ctx.partnerId },
        });
  if (run === null) throw new NotFound("report");
  const shown =
    run === undefined
      ? null
      : {
          run: presentRun(run),
          figures: run.quarter === null ? null : await exportInsights(ctx, { edition: run.quarter }),
          answer: run.queryId === null ? null : await getQuery(ctx, { query_id: run.queryId }),
        };
  return { report: presentReport(row), runs: runs.map(presentRun), shown };
}
