import type { PartnerContext } from "@/lib/platform/context";
import { decodeCursor, page } from "@/lib/platform/pagination";
import { assertPermitted } from "@/lib/platform/permissions";
import { assertInsights } from "@/lib/research/insights/assert-insights";
import { presentAsked } from "@/lib/research/insights/describe-query";
import { partsIn, toQuestion } from "@/lib/research/insights/question";
import type { AskedQueries, ListQueries } from "@/lib/research/insights/release-schemas";
import { countError } from "@/lib/research/insights/release-terms";
import { StoredAsked, StoredQuestion } from "@/lib/research/insights/stored-question";

/** The partner's own questions with what each cost, newest first. Throws Forbidden, Invalid for a cursor that is none. */
export async function listQueries(
  ctx: PartnerContext,
  { charged, edition, limit, cursor }: ListQueries,
): Promise<AskedQueries> {
  assertPermitted(ctx, "insights:read");
  await assertInsights(ctx, ctx.db);
  const before = decodeCursor(cursor);
  const rows = await ctx.db.insightQuery.findMany({
    where: {
      partnerId: ctx.partnerId,
      ...(edition === undefined ? {} : { release: { edition: { quarter: edition } } }),
      ...(charged === true ? { chargedMilli: { gt: 0 } } : {}),
      ...(before === undefined ? {} : { id: { lt: before } }),
    },
    include: {
      release: { select: { question: true, epsilonMilli: true, edition: { select: { quarter: true } } } },
    },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const { data, ...rest } = page(rows, limit);
  return {
    data: data.map((row) => {
      const asked = StoredAsked.parse(row.asked);
      const released = StoredQuestion.parse(row.release.question);
      const parts = partsIn(released, toQuestion(asked)) ?? [];
      return {
        id: row.id,
        asked_at: row.createdAt.toISOString(),
        ...presentAsked(asked),
        edition: row.release.edition.quarter,
        release_id: row.releaseId,
        error: countError(
          released,
          row.release.epsilonMilli,
          Math.max(1, ...parts.map((cells) => cells.length)),
        ),
        charged_milli: row.chargedMilli,
      };
    }),
    ...rest,
  };
}
