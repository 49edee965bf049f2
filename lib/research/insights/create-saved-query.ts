import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { lockPartner } from "@/lib/platform/find-partner";
import { newId } from "@/lib/platform/ids";
import { assertPermitted } from "@/lib/platform/permissions";
import { assertInsights } from "@/lib/research/insights/assert-insights";
import { presentSavedQuery } from "@/lib/research/insights/present-saved-query";
import type { CreateSavedQuery, SavedQuery } from "@/lib/research/insights/release-schemas";

export const MAX_SAVED_QUERIES = 100;

/**
 * Keeps a question under a name for the whole team, to be asked of any edition. It costs nothing.
 * Throws Forbidden, Conflict `saved_query_exists`, `too_many_saved_queries`.
 */
export async function createSavedQuery(
  ctx: PartnerContext,
  { name, query }: CreateSavedQuery,
): Promise<SavedQuery> {
  assertPermitted(ctx, "insights:query");
  await assertInsights(ctx, ctx.db);
  const { partnerId } = ctx;
  return transaction(ctx, async (tx) => {
    await lockPartner(tx, partnerId);
    if ((await tx.insightSavedQuery.count({ where: { partnerId, name } })) > 0) {
      throw new Conflict("saved_query_exists", "Your team has a saved query of this name. Choose another.");
    }
    if ((await tx.insightSavedQuery.count({ where: { partnerId } })) >= MAX_SAVED_QUERIES) {
      throw new Conflict(
        "too_many_saved_queries",
        `A team can save ${MAX_SAVED_QUERIES} queries. Delete one first.`,
      );
    }
    const { dry_run: _, ...asked } = query;
    const row = await tx.insightSavedQuery.create({
      data: { id: newId(ctx.clock.now()), partnerId, name, asked, createdAt: ctx.clock.now() },
    });
    await audit(ctx, tx, {
      partnerId,
      action: "insight_query.saved",
      targetType: "insight_query",
      targetId: row.id,
      details: { name, measure: query.measure },
    });
    return presentSavedQuery(row);
  });
}
