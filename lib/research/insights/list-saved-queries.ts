import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";
import { assertInsights } from "@/lib/research/insights/assert-insights";
import { presentSavedQuery } from "@/lib/research/insights/present-saved-query";
import type { SavedQuery } from "@/lib/research/insights/release-schemas";

/** The questions that the team has saved, by name. Throws Forbidden. */
export async function listSavedQueries(ctx: PartnerContext, _input: object): Promise<SavedQuery[]> {
  assertPermitted(ctx, "insights:read");
  await assertInsights(ctx, ctx.db);
  const rows = await ctx.db.insightSavedQuery.findMany({
    where: { partnerId: ctx.partnerId },
    orderBy: { name: "asc" },
  });
  return rows.map(presentSavedQuery);
}
