import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";
import { type Finding, presentFinding } from "@/lib/research/findings/present-finding";
import { auditFinding } from "@/lib/research/findings/publish-finding";
import type { FindingPath } from "@/lib/research/findings/schemas";

/**
 * Takes one of the partner's findings back. Its address stays, and says so. One that was withdrawn stays as it is. A partner
 * whose plan has ended may still do so. Throws Forbidden, NotFound.
 */
export async function withdrawFinding(ctx: PartnerContext, { finding_id }: FindingPath): Promise<Finding> {
  assertPermitted(ctx, "insights:write");
  return transaction(ctx, async (tx) => {
    const of = { id: finding_id, partnerId: ctx.partnerId };
    const { count } = await tx.insightPublication.updateMany({
      where: { ...of, withdrawnAt: null },
      data: { withdrawnAt: ctx.clock.now() },
    });
    const row = await tx.insightPublication.findFirst({ where: of });
    if (row === null) throw new NotFound("finding");
    if (count > 0) await auditFinding(ctx, tx, row, "insight_finding.withdrawn");
    return presentFinding(row);
  });
}
