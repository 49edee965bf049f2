import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { addJob } from "@/lib/platform/jobs";
import { assertPermitted } from "@/lib/platform/permissions";
import { assertInsights } from "@/lib/research/insights/assert-insights";
import { findReport } from "@/lib/research/reports/find-report";
import type { ReportPath } from "@/lib/research/reports/schemas";
import { RUN_REPORT_JOB } from "@/lib/research/reports/start-due-reports";

/** Makes a report at once, beside its schedule. Nothing happens where it is paused. Throws Forbidden, NotFound. */
export async function sendReportNow(ctx: PartnerContext, { report_id }: ReportPath): Promise<void> {
  assertPermitted(ctx, "insights:write");
  await assertInsights(ctx, ctx.db);
  await transaction(ctx, async (tx) => {
    const report = await findReport(ctx, tx, report_id);
    const period = `asked:${newId(ctx.clock.now())}`;
    await addJob(tx, RUN_REPORT_JOB, { report_id: report.id, period });
  });
}
