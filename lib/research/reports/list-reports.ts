import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";
import { presentReport, type Report, WITH_LAST_RUN } from "@/lib/research/reports/find-report";

/** The partner's schedules, the oldest first, each with its last run. There are few. Throws Forbidden. */
export async function listReports(ctx: PartnerContext): Promise<Report[]> {
  assertPermitted(ctx, "insights:read");
  const rows = await ctx.db.insightReport.findMany({
    where: { partnerId: ctx.partnerId },
    include: WITH_LAST_RUN,
    orderBy: { id: "asc" },
  });
  return rows.map(presentReport);
}
