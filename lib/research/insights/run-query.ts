import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { assertPermitted, refuseImpersonation } from "@/lib/platform/permissions";
import type { ResearchEdition } from "@/lib/platform/prisma/client";
import { assertInsights } from "@/lib/research/insights/assert-insights";
import { askedOf, describeQuery } from "@/lib/research/insights/describe-query";
import { secureBytes } from "@/lib/research/insights/draw-release";
import { findEdition } from "@/lib/research/insights/find-edition";
import { findKnown, type Known, readAs } from "@/lib/research/insights/find-known";
import { presentQuery } from "@/lib/research/insights/present-query";
import { type Question, toQuestion } from "@/lib/research/insights/question";
import { recordInsightRefusal } from "@/lib/research/insights/record-refusal";
import { epsilonFor } from "@/lib/research/insights/release-terms";
import type { AskInsights, InsightQuery } from "@/lib/research/insights/schemas";
import { paymentFor, standingOf } from "@/lib/research/insights/standing";
import { lockEdition, storeRelease } from "@/lib/research/insights/store-release";

/**
 * Answers a question about an edition: from what was released, at no cost, or by a new release that the partner's share pays.
 * With `dry_run` it is the card alone. The same question twice at once is one release and one charge, because releases of an
 * edition follow one another and the second finds the first. Noise, release and charge are one transaction.
 * Reading what was released needs `insights:read` alone. A new release spends what a team shares, and needs `insights:query`.
 * Throws Forbidden `insufficient_scope`, `insufficient_role`, `live_key_required`, `tier_lacks_insights`, NotFound, Conflict `edition_closed`, `share_used_up`,
 * Unavailable `edition_busy` where others keep the edition too long. None of them depends on what the data hold.
 */
export async function runQuery(ctx: PartnerContext, input: AskInsights): Promise<InsightQuery> {
  assertPermitted(ctx, "insights:read");
  if (input.dry_run === true) return describeQuery(ctx, input);
  refuseImpersonation(ctx);
  await assertInsights(ctx, ctx.db);
  const asked = askedOf(input);
  const question = toQuestion(asked);
  const answered = transaction(ctx, async (tx) => {
    const edition = await findEdition(tx, input.edition);
    const known = await findKnown(tx, edition.id, question, input.error);
    const answer = known ?? (await release(ctx, tx, edition.id, question, input));
    const charged = known === null && "charged" in answer ? Number(answer.charged) : 0;
    const row = await tx.insightQuery.create({
      data: {
        id: newId(ctx.clock.now()),
        partnerId: ctx.partnerId,
        releaseId: answer.releaseId,
        asked,
        chargedMilli: charged,
        createdAt: ctx.clock.now(),
      },
    });
    await audit(ctx, tx, {
      partnerId: ctx.partnerId,
      action: "insight_query.run",
      targetType: "insight_query",
      targetId: row.id,
      details: { measure: asked.measure, edition: edition.quarter, epsilon_milli: charged },
    });
    return presentQuery(row, asked, edition.quarter, answer);
  });
  return answered.catch(async (error: unknown) => {
    if (error instanceof Conflict) await recordInsightRefusal(ctx, input, error.code);
    throw error;
  });
}

/** Releases the answer, once the edition is this transaction's and no other has released it meanwhile. */
async function release(
  ctx: PartnerContext,
  tx: Transaction,
  editionId: string,
  question: Question,
  { error }: AskInsights,
): Promise<Known & { charged: number }> {
  assertPermitted(ctx, "insights:query");
  await lockEdition(tx, editionId);
  const known = await findKnown(tx, editionId, question, error);
  if (known !== null) return { ...known, charged: 0 };
  const edition = await tx.researchEdition.findUniqueOrThrow({ where: { id: editionId } });
  if (edition.state !== "open") {
    throw new Conflict(
      "edition_closed",
      `The edition ${edition.quarter} takes no new questions. What was released of it can still be asked for.`,
    );
  }
  const cost = epsilonFor(question, error);
  const standing = await standingOf(tx, edition, ctx.partnerId, ctx.clock.now());
  const payment = cost === null ? null : paymentFor(standing, cost);
  if (cost === null || payment === null) throw usedUp(edition, cost, standing.left);
  // One that came too late for a share has a row too: what it borrows is counted and shown by it.
  if (standing.unclaimed) {
    await tx.insightShare.create({
      data: {
        editionId,
        partnerId: ctx.partnerId,
        shareMilli: standing.use.share,
        joined: standing.use.share > 0,
        createdAt: ctx.clock.now(),
      },
    });
  }
  const stored = await storeRelease(ctx, tx, editionId, {
    question,
    epsilonMilli: cost,
    payerId: ctx.partnerId,
    payment,
    bytes: secureBytes(),
  });
  const answer = readAs(stored, question);
  if (answer === null) throw new Error("A release answers the question it was made for.");
  return { ...answer, charged: cost };
}

function usedUp(edition: ResearchEdition, cost: number | null, left: number): Conflict {
  const needs = cost === null ? "more than any budget" : `${cost} thousandths of epsilon`;
  return new Conflict(
    "share_used_up",
    `That error needs ${needs}, and you have ${left} left in ${edition.quarter}. Allow a larger error, or ask for less detail.`,
  );
}
