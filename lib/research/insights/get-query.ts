import type { PartnerContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";
import { assertInsights } from "@/lib/research/insights/assert-insights";
import { readAnswer, WITH_RELEASE } from "@/lib/research/insights/read-answer";
import type { InsightQuery, QueryPath } from "@/lib/research/insights/schemas";

/**
 * One of the caller's questions with its answer, which never changes. Another partner's and a missing one are the same
 * NotFound. Throws Forbidden.
 */
export async function getQuery(ctx: PartnerContext, { query_id }: QueryPath): Promise<InsightQuery> {
  assertPermitted(ctx, "insights:read");
  await assertInsights(ctx, ctx.db);
  const row = await ctx.db.insightQuery.findUnique({
    where: { id: query_id, partnerId: ctx.partnerId },
    include: WITH_RELEASE,
  });
  if (row === null) throw new NotFound("query");
  return readAnswer(row);
}
