import type { PartnerContext } from "@/lib/platform/context";
import { decodeCursor, page } from "@/lib/platform/pagination";
import { assertPermitted } from "@/lib/platform/permissions";
import { assertInsights } from "@/lib/research/insights/assert-insights";
import type { ListReleases, ReleaseSummaries } from "@/lib/research/insights/release-schemas";
import { RELEASE_SUMMARY, summarizeRelease } from "@/lib/research/insights/summarize-release";

/**
 * What was released of the published editions, newest first: everything that can be read at no cost. It says of none of them
 * which partner asked, but for the caller's own. Throws Forbidden, Invalid for a cursor that is none.
 */
export async function listReleases(
  ctx: PartnerContext,
  { edition, limit, cursor }: ListReleases,
): Promise<ReleaseSummaries> {
  assertPermitted(ctx, "insights:read");
  await assertInsights(ctx, ctx.db);
  const before = decodeCursor(cursor);
  const rows = await ctx.db.insightRelease.findMany({
    where: {
      edition: { openedAt: { not: null }, ...(edition === undefined ? {} : { quarter: edition }) },
      ...(before === undefined ? {} : { id: { lt: before } }),
    },
    select: RELEASE_SUMMARY,
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const { data, ...rest } = page(rows, limit);
  return { data: data.map((row) => summarizeRelease(row, ctx.partnerId)), ...rest };
}
