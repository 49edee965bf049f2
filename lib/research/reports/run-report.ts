import type { Context, PartnerContext } from "@/lib/platform/context";
import { type Db, type Transaction, transaction } from "@/lib/platform/db";
import { Conflict, Forbidden } from "@/lib/platform/errors";
import { emitEvent } from "@/lib/platform/events";
import { newId } from "@/lib/platform/ids";
import { addJob } from "@/lib/platform/jobs";
import { ALL_PERMISSIONS } from "@/lib/platform/permissions";
import type { InsightReport, InsightReportOutcome, ResearchEdition } from "@/lib/platform/prisma/client";
import { assertInsights } from "@/lib/research/insights/assert-insights";
import { describeQuery } from "@/lib/research/insights/describe-query";
import { runQuery } from "@/lib/research/insights/run-query";
import { AskInsights } from "@/lib/research/insights/schemas";
import { StoredAsked } from "@/lib/research/insights/stored-question";
import { lockReport } from "@/lib/research/reports/find-report";
import { mayStillAsk } from "@/lib/research/reports/may-still-ask";

export const SEND_REPORT_JOB = "reports.send-mail";

const QUARTER = /^\d{4}-Q[1-4]$/;

/** What is made of a report, before it is written down. */
interface Made {
  readonly outcome: InsightReportOutcome;
  readonly quarter: string | null;
  readonly queryId: string | null;
}

/**
 * Makes a report for a period and queues the emails and the webhook that say so, in one transaction. Where it was made for that
 * period before, nothing happens: so a second run of the job, or one after a kill, does no harm. A report of an edition that is not the newest any more is not made. A report whose partner has
 * lost its plan is paused.
 */
export async function runReport(
  ctx: Context,
  { report_id, period }: { report_id: string; period: string },
): Promise<void> {
  await transaction(ctx, async (tx) => {
    await lockReport(tx, report_id);
    const report = await tx.insightReport.findUnique({
      where: { id: report_id },
      include: { partner: { select: { suspendedAt: true } }, recipients: true },
    });
    if (report === null || !report.active) return;
    const done = await tx.insightReportRun.count({
      where: { reportId: report.id, partnerId: report.partnerId, period },
    });
    if (done > 0) return;
    if (report.cadence === "edition" && QUARTER.test(period)) {
      // It waited until a later edition came, which is due by itself.
      const newest = await newestEdition(tx);
      if (newest !== null && newest.quarter !== period) return;
    }
    const now = ctx.clock.now();
    const made = await make(ctx, tx, report, report.partner.suspendedAt !== null);
    const run = await tx.insightReportRun.create({
      data: {
        id: newId(now),
        partnerId: report.partnerId,
        reportId: report.id,
        period,
        ...made,
        createdAt: now,
      },
    });
    if (made.outcome === "plan_ended") {
      await tx.insightReport.update({
        where: { id: report.id, partnerId: report.partnerId },
        data: { active: false, updatedAt: now },
      });
    }
    if (made.quarter === null) return;
    for (const { userId } of report.recipients) {
      await addJob(
        tx,
        SEND_REPORT_JOB,
        { run_id: run.id, user_id: userId },
        { key: `${SEND_REPORT_JOB}:${run.id}:${userId}` },
      );
    }
    await emitEvent(ctx, tx, {
      partnerId: report.partnerId,
      type: "insights.report_ready",
      data: {
        report_id: report.id,
        run_id: run.id,
        name: report.name,
        edition: made.quarter,
        query_id: made.queryId,
        answered: made.outcome === "ready",
      },
    });
  });
}

async function make(
  ctx: Context,
  tx: Transaction,
  report: InsightReport,
  isSuspended: boolean,
): Promise<Made> {
  const partner: PartnerContext = {
    ...ctx,
    db: tx,
    partnerId: report.partnerId,
    mode: "live",
    permissions: ALL_PERMISSIONS,
  };
  if (isSuspended || !(await hasPlan(partner, tx)))
    return { outcome: "plan_ended", quarter: null, queryId: null };
  const edition = await newestEdition(tx);
  if (edition === null) return { outcome: "no_edition", quarter: null, queryId: null };
  const { quarter } = edition;
  if (report.asked === null || report.error === null) return { outcome: "ready", quarter, queryId: null };
  const queryId = await ask(partner, tx, report, quarter);
  return { outcome: queryId === null ? "share_used_up" : "ready", quarter, queryId };
}

/** Whether a partner’s plan has insights now. */
export async function hasPlan(ctx: PartnerContext, db: Db): Promise<boolean> {
  try {
    await assertInsights(ctx, db);
    return true;
  } catch (error) {
    if (error instanceof Forbidden) return false;
    throw error;
  }
}

export function newestEdition(tx: Pick<Transaction, "researchEdition">): Promise<ResearchEdition | null> {
  return tx.researchEdition.findFirst({
    where: { state: { in: ["open", "closed"] }, openedAt: { not: null } },
    orderBy: { startsAt: "desc" },
  });
}

/**
 * Asks the report's question. Null where it may not cost that much, the share does not pay for it, or the person who made the report
 * may ask no more.
 */
async function ask(
  ctx: PartnerContext,
  tx: Transaction,
  report: InsightReport,
  edition: string,
): Promise<string | null> {
  const { measure, subject, dimensions, filters } = StoredAsked.parse(report.asked);
  const input = AskInsights.parse({
    edition,
    measure,
    subject,
    dimensions,
    filters: Object.entries(filters).map(([dimension, values]) => ({ dimension, values })),
    error: report.error,
  });
  const { card } = await describeQuery(ctx, input);
  const cost = card?.epsilon_milli ?? null;
  if (card?.affordable !== true || cost === null || cost > report.maxEpsilonMilli) return null;
  // What is known is free for everyone who reads it.
  if (cost > 0 && !(await mayStillAsk(tx, report))) return null;
  try {
    return (await runQuery(ctx, input)).id;
  } catch (error) {
    // Others have taken what was lent since the card was made, or the edition has closed.
    if (error instanceof Conflict) return null;
    throw error;
  }
}
