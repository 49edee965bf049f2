import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";
import { assertInsights } from "@/lib/research/insights/assert-insights";
import { askedOf, describeQuery } from "@/lib/research/insights/describe-query";
import { findKnown } from "@/lib/research/insights/find-known";
import { presentResult } from "@/lib/research/insights/present-query";
import { toQuestion } from "@/lib/research/insights/question";
import type { ComparedEdition, CompareEditions } from "@/lib/research/insights/release-schemas";

/** How far back the comparison goes: three years. */
const MOST = 12;

/**
 * The same question of every edition, oldest first: the most precise answer that was released of each, at no cost. Where an
 * open edition has none, the card says what it would cost. Nothing is read or charged. Throws Forbidden.
 */
export async function compareEditions(
  ctx: PartnerContext,
  input: CompareEditions,
): Promise<ComparedEdition[]> {
  assertPermitted(ctx, "insights:read");
  await assertInsights(ctx, ctx.db);
  const asked = askedOf(input);
  const question = toQuestion(asked);
  const editions = await ctx.db.researchEdition.findMany({
    where: { openedAt: { not: null } },
    orderBy: { startsAt: "desc" },
    take: MOST,
  });
  const compared = await Promise.all(
    editions.map(async ({ id, quarter, state, synthetic }): Promise<ComparedEdition> => {
      const known = await findKnown(ctx.db, id, question, Number.POSITIVE_INFINITY);
      const open = state === "open";
      const card =
        known !== null || !open
          ? null
          : (await describeQuery(ctx, { ...input, edition: quarter, dry_run: true })).card;
      const result = known === null ? null : presentResult(asked.measure, quarter, known);
      return { edition: quarter, open, synthetic, result, card };
    }),
  );
  return compared.reverse();
}
