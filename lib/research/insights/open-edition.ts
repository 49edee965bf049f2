import { divideBudget, nextBudget } from "@/lib/differential-privacy/budget";
import { effectiveTier } from "@/lib/plans/effective-tier";
import type { Context } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { emitEvent } from "@/lib/platform/events";
import { addJob } from "@/lib/platform/jobs";
import type { ResearchEdition } from "@/lib/platform/prisma/client";
import { INSIGHT_TIERS } from "@/lib/research/insights/assert-insights";
import { BUILD_MILLI, BUILD_QUESTIONS } from "@/lib/research/insights/build-questions";
import { secureBytes } from "@/lib/research/insights/draw-release";
import { toQuestion } from "@/lib/research/insights/question";
import { storeRelease } from "@/lib/research/insights/store-release";

/** Looks for the reports that an edition makes due. */
export const EDITION_OPENED_JOB = "reports.start-due";

/** For how long an edition can be asked before lending begins: two of the three months until the next one. */
const MONTHS_BEFORE_LENDING = 2;

/**
 * Publishes an edition that was built: closes the one before, so that what it has spent is final, divides the budget that is
 * left for a year among the partners there are, and makes the first release. All of it is one transaction, and a second run
 * finds it done. An edition that a later one has overtaken is closed at once: a year's budget is counted in order.
 */
export async function openEdition(ctx: Context, { edition_id }: { edition_id: string }): Promise<void> {
  await transaction(ctx, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('insights.open-edition', 0))`;
    await tx.$executeRaw`SET LOCAL statement_timeout = 0`;
    const edition = await tx.researchEdition.findUniqueOrThrow({ where: { id: edition_id } });
    if (edition.state !== "frozen") return;
    const now = ctx.clock.now();
    const later = await tx.researchEdition.count({
      where: { startsAt: { gt: edition.startsAt }, openedAt: { not: null } },
    });
    if (later > 0) {
      await tx.researchEdition.update({
        where: { id: edition.id },
        data: { state: "closed", closedAt: now },
      });
      return;
    }
    // Locks them: a question that is being answered ends first, and is counted.
    await tx.researchEdition.updateMany({
      where: { state: "open" },
      data: { state: "closed", closedAt: now },
    });
    const partners = await partnersThere(tx);
    const budget = nextBudget(await chargedBefore(tx, edition), BUILD_MILLI);
    const { build, share, joinerShare, rest } = divideBudget(budget, BUILD_MILLI, partners.length);
    const lendingFrom = new Date(edition.endsAt);
    lendingFrom.setUTCMonth(lendingFrom.getUTCMonth() + MONTHS_BEFORE_LENDING);
    await tx.researchEdition.update({
      where: { id: edition.id },
      data: {
        state: "open",
        openedAt: now,
        lendingFrom,
        budgetMilli: budget,
        buildMilli: build,
        shareMilli: share,
        joinerShareMilli: joinerShare,
        restMilli: rest,
      },
    });
    await tx.insightShare.createMany({
      data: partners.map((partnerId) => ({
        editionId: edition.id,
        partnerId,
        shareMilli: share,
        joined: false,
        createdAt: now,
      })),
    });
    for (const partnerId of partners) {
      await emitEvent(ctx, tx, {
        partnerId,
        type: "insights.edition_published",
        data: { edition: edition.quarter, published_at: now.toISOString(), synthetic: edition.synthetic },
      });
    }
    await addJob(tx, EDITION_OPENED_JOB, {});
    const bytes = secureBytes();
    for (const { epsilonMilli, ...asked } of BUILD_QUESTIONS) {
      await storeRelease(ctx, tx, edition.id, {
        question: toQuestion(asked),
        epsilonMilli,
        payerId: null,
        payment: { own: epsilonMilli, loan: 0 },
        bytes,
      });
    }
  });
}

/** What the editions of the three quarters before charged, newest first. All of them are closed. */
async function chargedBefore(tx: Transaction, { startsAt }: ResearchEdition): Promise<number[]> {
  const starts = [1, 2, 3].map((before) => {
    const start = new Date(startsAt);
    start.setUTCMonth(start.getUTCMonth() - 3 * before);
    return start;
  });
  const editions = await tx.researchEdition.findMany({ where: { startsAt: { in: starts } } });
  return starts.map(
    (start) => editions.find((edition) => edition.startsAt.getTime() === start.getTime())?.chargedMilli ?? 0,
  );
}

/** The partners whose plan has insights now. */
async function partnersThere(tx: Transaction): Promise<string[]> {
  const partners = await tx.partner.findMany({
    where: { tier: { in: [...INSIGHT_TIERS] }, suspendedAt: null },
    select: { id: true, tier: true, subscriptionStatus: true },
    orderBy: { id: "asc" },
  });
  return partners.filter((partner) => INSIGHT_TIERS.has(effectiveTier(partner))).map(({ id }) => id);
}
