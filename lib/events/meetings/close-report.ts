import type { CloseReport } from "@/lib/events/meetings/schemas";
import { audit } from "@/lib/platform/audit";
import type { AdminContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";
import { assertAdmin } from "@/lib/platform/permissions";

/** Closes a report, with what was done about it. Throws NotFound, Conflict `report_closed`. */
export async function closeReport(
  ctx: AdminContext,
  { report_id: id, state, note }: CloseReport,
): Promise<{ state: "handled" | "dismissed" }> {
  assertAdmin(ctx);
  return transaction(ctx, async (tx) => {
    const { count } = await tx.personReport.updateMany({
      where: { id, state: "open" },
      data: { state, note, closedBy: ctx.userId, closedAt: ctx.clock.now() },
    });
    if (count === 0) {
      if ((await tx.personReport.findUnique({ where: { id } })) === null) throw new NotFound("report");
      throw new Conflict("report_closed", "Another admin has closed this report already.");
    }
    await audit(ctx, tx, {
      partnerId: null,
      action: "person_report.closed",
      targetType: "person_report",
      targetId: id,
      details: { state },
    });
    return { state };
  });
}
