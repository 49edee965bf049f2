import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { assertPermitted } from "@/lib/platform/permissions";
import { findReport } from "@/lib/research/reports/find-report";
import type { ReportPath } from "@/lib/research/reports/schemas";

/** Ends a report and forgets what it has sent. The answers that it asked for stay. Throws Forbidden, NotFound. */
export async function deleteReport(ctx: PartnerContext, { report_id }: ReportPath): Promise<void> {
  assertPermitted(ctx, "insights:write");
  await transaction(ctx, async (tx) => {
    const row = await findReport(ctx, tx, report_id);
    await tx.insightReport.delete({ where: { id: row.id, partnerId: ctx.partnerId } });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "insight_report.deleted",
      targetType: "insight_report",
      targetId: row.id,
      details: { name: row.name },
    });
  });
}
