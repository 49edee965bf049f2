import { audit } from "@/lib/platform/audit";
import type { AdminContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { assertAdmin } from "@/lib/platform/permissions";
import type { WithdrawAnyFinding } from "@/lib/research/findings/schemas";

/** Takes any partner's finding from the public, with the reason in the audit row, which the partner reads. Throws NotFound. For admins. */
export async function withdrawAnyFinding(ctx: AdminContext, input: WithdrawAnyFinding): Promise<void> {
  assertAdmin(ctx);
  await transaction(ctx, async (tx) => {
    const row = await tx.insightPublication.findUnique({ where: { id: input.finding_id } });
    if (row === null) throw new NotFound("finding");
    const { count } = await tx.insightPublication.updateMany({
      where: { id: row.id, partnerId: row.partnerId, withdrawnAt: null },
      data: { withdrawnAt: ctx.clock.now() },
    });
    if (count === 0) return;
    await audit(ctx, tx, {
      partnerId: row.partnerId,
      action: "insight_finding.withdrawn",
      targetType: "insight_finding",
      targetId: row.id,
      details: { cite: row.cite, reason: input.reason },
    });
  });
}
