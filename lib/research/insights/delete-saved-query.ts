import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";
import { assertInsights } from "@/lib/research/insights/assert-insights";
import type { SavedQueryPath } from "@/lib/research/insights/release-schemas";

/** Forgets a saved question. What was asked with it stays in the history. Throws Forbidden, NotFound. */
export async function deleteSavedQuery(
  ctx: PartnerContext,
  { saved_query_id }: SavedQueryPath,
): Promise<null> {
  assertPermitted(ctx, "insights:query");
  await assertInsights(ctx, ctx.db);
  const { partnerId } = ctx;
  return transaction(ctx, async (tx) => {
    const row = await tx.insightSavedQuery.findFirst({ where: { id: saved_query_id, partnerId } });
    const deleted = await tx.insightSavedQuery.deleteMany({ where: { id: saved_query_id, partnerId } });
    if (row === null || deleted.count === 0) throw new NotFound("saved query");
    await audit(ctx, tx, {
      partnerId,
      action: "insight_query.deleted",
      targetType: "insight_query",
      targetId: row.id,
      details: { name: row.name },
    });
    return null;
  });
}
