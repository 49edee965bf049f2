import type { PartnerContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";
import { assertInsights } from "@/lib/research/insights/assert-insights";
import { readAs } from "@/lib/research/insights/find-known";
import { presentQuery } from "@/lib/research/insights/present-query";
import { toQuestion } from "@/lib/research/insights/question";
import type { InsightQuery, QueryPath } from "@/lib/research/insights/schemas";
import { StoredAsked } from "@/lib/research/insights/stored-question";

/**
 * One of the caller's questions with its answer, which never changes. Another partner's and a missing one are the same
 * NotFound. Throws Forbidden.
 */
export async function getQuery(ctx: PartnerContext, { query_id }: QueryPath): Promise<InsightQuery> {
  assertPermitted(ctx, "insights:read");
  await assertInsights(ctx, ctx.db);
  const row = await ctx.db.insightQuery.findUnique({
    where: { id: query_id, partnerId: ctx.partnerId },
    include: { release: { include: { edition: { select: { quarter: true } } } } },
  });
  if (row === null) throw new NotFound("query");
  const asked = StoredAsked.parse(row.asked);
  const known = readAs(row.release, toQuestion(asked));
  if (known === null) throw new Error("A query's release answers it.");
  return presentQuery(row, asked, row.release.edition.quarter, known);
}
