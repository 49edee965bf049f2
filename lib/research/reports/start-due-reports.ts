import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { addJob } from "@/lib/platform/jobs";
import { periodOf } from "@/lib/research/reports/periods";
import { newestEdition } from "@/lib/research/reports/run-report";

export const RUN_REPORT_JOB = "reports.run";
const AT_A_TIME = 500;

/** Queues a job for every report that is due and was not made. A job that waits already is not queued again. */
export async function startDueReports(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  const newest = await newestEdition(ctx.db);
  const edition = newest?.openedAt ? { quarter: newest.quarter, openedAt: newest.openedAt } : null;
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const reports = await ctx.db.insightReport.findMany({
      where: { active: true, id: { gt: after } },
      select: { id: true, cadence: true, updatedAt: true },
      orderBy: { id: "asc" },
      take: AT_A_TIME,
    });
    const due = reports.flatMap(({ id, cadence, updatedAt }) => {
      const period = periodOf(cadence, now, edition);
      return period === null || period.startsAt < updatedAt ? [] : [{ id, period: period.name }];
    });
    const made = await ctx.db.insightReportRun.findMany({
      where: { reportId: { in: due.map(({ id }) => id) }, period: { in: due.map(({ period }) => period) } },
      select: { reportId: true, period: true },
    });
    const done = new Set(made.map(({ reportId, period }) => `${reportId} ${period}`));
    await transaction(ctx, async (tx) => {
      for (const { id, period } of due) {
        if (done.has(`${id} ${period}`)) continue;
        await addJob(
          tx,
          RUN_REPORT_JOB,
          { report_id: id, period },
          { key: `${RUN_REPORT_JOB}:${id}:${period}` },
        );
      }
    });
    const last = reports.at(-1);
    if (last === undefined || reports.length < AT_A_TIME) return;
    after = last.id;
  }
}
