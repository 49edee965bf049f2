import type { Payment } from "@/lib/differential-privacy/budget";
import type { EpsilonMilli } from "@/lib/differential-privacy/scale";
import type { ByteSource } from "@/lib/differential-privacy/uniform";
import type { Context } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import type { InsightRelease } from "@/lib/platform/prisma/client";
import { sha256 } from "@/lib/platform/seal";
import { drawRelease } from "@/lib/research/insights/draw-release";
import { type Question, questionText } from "@/lib/research/insights/question";
import { readCells } from "@/lib/research/insights/read-cells";

/** Makes releases of an edition follow one another until the transaction ends. */
export async function lockEdition(tx: Transaction, editionId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM research_editions WHERE id = ${editionId}::uuid FOR UPDATE`;
}

/**
 * Reads what a question is about, adds noise and keeps the result with its charge, in the caller's transaction, which holds
 * the edition. Nothing of it may leave before that has committed: killed in between, nothing was drawn and nothing is owed.
 */
export async function storeRelease(
  ctx: Context,
  tx: Transaction,
  editionId: string,
  {
    question,
    epsilonMilli,
    payerId,
    payment,
    bytes,
  }: {
    question: Question;
    epsilonMilli: EpsilonMilli;
    payerId: string | null;
    payment: Payment;
    bytes: ByteSource;
  },
): Promise<InsightRelease> {
  const now = ctx.clock.now();
  const noisy = drawRelease(question, await readCells(tx, editionId, question), epsilonMilli, bytes);
  const release = await tx.insightRelease.create({
    data: {
      id: newId(now),
      editionId,
      question: { ...question, dimensions: [...question.dimensions], filters: filtersOf(question) },
      questionHash: sha256(questionText(question)),
      epsilonMilli,
      noisy,
      createdAt: now,
    },
  });
  await tx.insightCharge.create({
    data: {
      releaseId: release.id,
      editionId,
      payerId,
      ownMilli: payment.own,
      loanMilli: payment.loan,
      at: now,
    },
  });
  await tx.researchEdition.update({
    where: { id: editionId },
    data: { chargedMilli: { increment: epsilonMilli } },
  });
  return release;
}

function filtersOf({ filters }: Question): Record<string, string[]> {
  return Object.fromEntries(Object.entries(filters).map(([name, values]) => [name, [...values]]));
}
