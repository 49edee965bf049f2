import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";
import { type Finding, presentFinding } from "@/lib/research/findings/present-finding";
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
    if (count > 0) {
      await audit(ctx, tx, {
        partnerId: ctx.partnerId,
        action: "insight_finding.withdrawn",
        targetType: "insight_finding",
        targetId: row.id,
        details: { cite: row.cite },
      });
    }
    return presentFinding(row);
  });
}
