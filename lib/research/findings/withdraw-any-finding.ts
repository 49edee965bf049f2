import { audit } from "@/lib/platform/audit";
import type { AdminContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { assertAdmin } from "@/lib/platform/permissions";
import { lockRelease } from "@/lib/research/findings/lock-release";
import type { WithdrawAnyFinding } from "@/lib/research/findings/schemas";

/**
 * Takes any partner's finding from the public for good, with the reason in the audit row, which the partner reads. Its owner cannot
 * publish it again, also where the owner had withdrawn it before. Throws NotFound. For admins.
 */
export async function withdrawAnyFinding(ctx: AdminContext, input: WithdrawAnyFinding): Promise<void> {
  assertAdmin(ctx);
  await transaction(ctx, async (tx) => {
    const of = { where: { id: input.finding_id }, include: { query: { select: { releaseId: true } } } };
    const found = await tx.insightPublication.findUnique(of);
    if (found === null) throw new NotFound("finding");
    await lockRelease(tx, found.query.releaseId);
    const row = await tx.insightPublication.findUniqueOrThrow(of);
    if (row.withdrawnByStaff) return;
    await tx.insightPublication.update({
      where: { id: row.id, partnerId: row.partnerId },
      data: { withdrawnAt: row.withdrawnAt ?? ctx.clock.now(), withdrawnByStaff: true },
    });
    await audit(ctx, tx, {
      partnerId: row.partnerId,
      action: "insight_finding.withdrawn",
      targetType: "insight_finding",
      targetId: row.id,
      details: { cite: row.cite, reason: input.reason },
    });
  });
}
