import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";
import { assertInsights } from "@/lib/research/insights/assert-insights";
import { findEdition } from "@/lib/research/insights/find-edition";
import { findKnown } from "@/lib/research/insights/find-known";
import { gridOf, type Question, toQuestion } from "@/lib/research/insights/question";
import { countError, epsilonFor, exampleMeanError } from "@/lib/research/insights/release-terms";
import type { AskInsights, Card, InsightQuery } from "@/lib/research/insights/schemas";
import { paymentFor, standingOf } from "@/lib/research/insights/standing";

/** Input as a question, with everything that was left out. */
export function askedOf({ measure, subject, dimensions, filters }: AskInsights) {
  return {
    measure,
    subject: subject ?? null,
    dimensions: dimensions ?? [],
    filters: Object.fromEntries((filters ?? []).map(({ dimension, values }) => [dimension, values])),
  };
}

/**
 * The card of a question: what it costs for the error that is asked, what is left, and whether it is known already. Computed
 * from public lists, charges and earlier releases, without reading the data.
 * Throws Forbidden `live_key_required`, `tier_lacks_insights`, NotFound.
 */
export async function describeQuery(ctx: PartnerContext, input: AskInsights): Promise<InsightQuery> {
  assertPermitted(ctx, "insights:read");
  await assertInsights(ctx, ctx.db);
  const edition = await findEdition(ctx.db, input.edition);
  const asked = askedOf(input);
  const question = toQuestion(asked);
  const known = await findKnown(ctx.db, edition.id, question, input.error);
  const standing = await standingOf(ctx.db, edition, ctx.partnerId, ctx.clock.now());
  const needed = known === null ? epsilonFor(question, input.error) : 0;
  const left = edition.state === "open" ? standing.left : 0;
  const pays = needed !== null && edition.state === "open" && paymentFor(standing, needed) !== null;
  const card: Card = {
    edition: edition.quarter,
    cells: gridOf(question).length,
    unit: question.source === "rows" ? "people" : "pairs",
    error: known?.error ?? (needed === null ? input.error : countError(question, needed, 1)),
    average_error_of_1000: exampleOf(question, known?.epsilonMilli ?? needed),
    epsilon_milli: needed,
    known: known === null ? null : { release_id: known.releaseId, error: known.error },
    left_milli: left,
    affordable: known !== null || pays,
  };
  return { id: null, asked_at: null, ...presentAsked(asked), charged_milli: 0, card, result: null };
}

function exampleOf(question: Question, epsilonMilli: number | null): number | null {
  if (question.statistic !== "mean" || epsilonMilli === null || epsilonMilli === 0) return null;
  return exampleMeanError(question.source, epsilonMilli) / 1_000;
}

/** What was asked, as replies say it. */
export function presentAsked({ measure, subject, dimensions, filters }: ReturnType<typeof askedOf>) {
  return {
    measure,
    subject,
    dimensions: [...dimensions],
    filters: Object.entries(filters).map(([dimension, values]) => ({ dimension, values })),
  };
}
