import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { assertPermitted } from "@/lib/platform/permissions";
import { findReport, presentReport, type Report } from "@/lib/research/reports/find-report";
import type { SetReportActive } from "@/lib/research/reports/schemas";

/** Pauses a report or goes on with it. What came due while it was paused is not made up for. Throws Forbidden, NotFound. */
export async function setReportActive(
  ctx: PartnerContext,
  { report_id, active }: SetReportActive,
): Promise<Report> {
  assertPermitted(ctx, "insights:write");
  return transaction(ctx, async (tx) => {
    const row = await findReport(ctx, tx, report_id);
    const { count } = await tx.insightReport.updateMany({
      where: { id: row.id, partnerId: ctx.partnerId, active: !active },
      // A report is due for what begins after it was last changed.
      data: { active, updatedAt: ctx.clock.now() },
    });
    if (count > 0) {
      await audit(ctx, tx, {
        partnerId: ctx.partnerId,
        action: active ? "insight_report.resumed" : "insight_report.paused",
        targetType: "insight_report",
        targetId: row.id,
        details: { name: row.name },
      });
    }
    return presentReport(await findReport(ctx, tx, report_id));
  });
}
