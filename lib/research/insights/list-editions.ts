import type { PartnerContext } from "@/lib/platform/context";
import { decodeCursor, type PageQuery, page } from "@/lib/platform/pagination";
import { assertPermitted } from "@/lib/platform/permissions";
import { assertInsights } from "@/lib/research/insights/assert-insights";
import { findExports, plainly } from "@/lib/research/insights/find-exports";
import type { Editions } from "@/lib/research/insights/schemas";

/** The editions that are published, built last first. Throws Forbidden, Invalid for a cursor that is none. */
export async function listEditions(ctx: PartnerContext, { limit, cursor }: PageQuery): Promise<Editions> {
  assertPermitted(ctx, "insights:read");
  await assertInsights(ctx, ctx.db);
  const before = decodeCursor(cursor);
  const rows = await ctx.db.researchEdition.findMany({
    where: { openedAt: { not: null }, ...(before === undefined ? {} : { id: { lt: before } }) },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const { data: editions, ...rest } = page(rows, limit);
  const exports = await findExports(ctx.db, editions);
  return {
    data: editions.map((edition) => ({
      edition: edition.quarter,
      state: edition.state === "open" ? ("open" as const) : ("closed" as const),
      date_range: { from: edition.startsAt.toISOString(), to: edition.endsAt.toISOString() },
      published_at: (edition.openedAt ?? edition.frozenAt).toISOString(),
      people: exports.get(edition.id)?.read(plainly("people", ["age_band"]))?.total ?? null,
      commitment: Buffer.from(edition.commitment).toString("hex"),
      synthetic: edition.synthetic,
      epsilon_milli: edition.chargedMilli,
    })),
    ...rest,
  };
}
