import { actingUserId } from "@/lib/partners/teams/acting-member";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { assertPermitted, refuseImpersonation } from "@/lib/platform/permissions";
import { findReport } from "@/lib/research/reports/find-report";
import type { ReportPath } from "@/lib/research/reports/schemas";

/**
 * Ends a report’s e-mails to the caller alone, whatever their role. It goes on for its other readers, and one who gets none stays as
 * they are. Throws Forbidden, NotFound, also for keys.
 */
export async function leaveReport(ctx: PartnerContext, { report_id }: ReportPath): Promise<undefined> {
  assertPermitted(ctx, "insights:read");
  refuseImpersonation(ctx);
  const userId = actingUserId(ctx);
  if (userId === null) throw new NotFound("report");
  return transaction(ctx, async (tx) => {
    const report = await findReport(ctx, tx, report_id);
    const { count } = await tx.insightReportRecipient.deleteMany({ where: { reportId: report.id, userId } });
    if (count > 0) {
      await audit(ctx, tx, {
        partnerId: ctx.partnerId,
        action: "insight_report.left",
        targetType: "insight_report",
        targetId: report.id,
        details: { name: report.name },
      });
    }
    return undefined;
  });
}
