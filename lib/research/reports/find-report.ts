import type { PartnerContext } from "@/lib/platform/context";
import type { Db, Transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import type {
  InsightReport,
  InsightReportRecipient,
  InsightReportRun,
  Prisma,
} from "@/lib/platform/prisma/client";
import type { Cadence } from "@/lib/research/reports/schemas";

/** What a report's list entry needs beside the row. */
export const WITH_LAST_RUN = {
  recipients: true,
  runs: { orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: 1 },
} satisfies Prisma.InsightReportInclude;

/** One of the caller's own reports. Another's and a missing one are the same NotFound. */
export async function findReport(ctx: PartnerContext, db: Db, reportId: string) {
  const row = await db.insightReport.findFirst({
    where: { id: reportId, partnerId: ctx.partnerId },
    include: WITH_LAST_RUN,
  });
  if (row === null) throw new NotFound("report");
  return row;
}

/** Makes the runs of a report follow one another until the transaction ends. */
export async function lockReport(tx: Transaction, reportId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM insight_reports WHERE id = ${reportId}::uuid FOR UPDATE`;
}

/** A schedule as its owner sees it. */
export interface Report {
  readonly id: string;
  readonly name: string;
  readonly cadence: Cadence;
  readonly asks: boolean;
  readonly error: number | null;
  readonly max_epsilon_milli: number;
  readonly active: boolean;
  readonly recipients: readonly string[];
  readonly last_run: ReportRun | null;
}

export interface ReportRun {
  readonly id: string;
  readonly outcome: InsightReportRun["outcome"];
  readonly quarter: string | null;
  readonly query_id: string | null;
  readonly at: string;
}

export function presentRun(run: InsightReportRun): ReportRun {
  return {
    id: run.id,
    outcome: run.outcome,
    quarter: run.quarter,
    query_id: run.queryId,
    at: run.createdAt.toISOString(),
  };
}

export function presentReport(
  row: InsightReport & { recipients: InsightReportRecipient[]; runs: InsightReportRun[] },
): Report {
  const [last] = row.runs;
  return {
    id: row.id,
    name: row.name,
    cadence: row.cadence,
    asks: row.asked !== null,
    error: row.error,
    max_epsilon_milli: row.maxEpsilonMilli,
    active: row.active,
    recipients: row.recipients.map(({ userId }) => userId),
    last_run: last === undefined ? null : presentRun(last),
  };
}
