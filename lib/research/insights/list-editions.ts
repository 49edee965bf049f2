import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";
import { assertInsights } from "@/lib/research/insights/assert-insights";
import { findExports, plainly } from "@/lib/research/insights/find-exports";
import type { Editions } from "@/lib/research/insights/schemas";

/** The editions that are published, newest first: a handful a year. Throws Forbidden. */
export async function listEditions(ctx: PartnerContext): Promise<Editions> {
  assertPermitted(ctx, "insights:read");
  await assertInsights(ctx, ctx.db);
  const editions = await ctx.db.researchEdition.findMany({
    where: { openedAt: { not: null } },
    orderBy: { startsAt: "desc" },
  });
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
  };
}
