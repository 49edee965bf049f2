import type { Payment } from "@/lib/differential-privacy/budget";
import type { EpsilonMilli } from "@/lib/differential-privacy/scale";
import type { ByteSource } from "@/lib/differential-privacy/uniform";
import type { Context } from "@/lib/platform/context";
import { isRefusedWith, type Transaction } from "@/lib/platform/db";
import { Unavailable } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import type { InsightRelease } from "@/lib/platform/prisma/client";
import { sha256 } from "@/lib/platform/seal";
import { drawRelease } from "@/lib/research/insights/draw-release";
import { type Question, questionText } from "@/lib/research/insights/question";
import { readCells } from "@/lib/research/insights/read-cells";

/** Postgres ends a wait for a lock with this. It comes in time before the end of a statement. */
const LOCK_NOT_AVAILABLE = "55P03";
const RETRY_AFTER_SECONDS = 5;

/**
 * Makes releases of an edition follow one another until the transaction ends. Throws Unavailable `edition_busy` where others
 * keep it too long.
 */
export async function lockEdition(tx: Transaction, editionId: string): Promise<void> {
  const [before] = await tx.$queryRaw<
    { timeout: string }[]
  >`SELECT current_setting('lock_timeout') AS timeout`;
  await tx.$executeRaw`SET LOCAL lock_timeout = '3s'`;
  try {
    await tx.$queryRaw`SELECT 1 FROM research_editions WHERE id = ${editionId}::uuid FOR UPDATE`;
  } catch (error) {
    if (!isRefusedWith(error, LOCK_NOT_AVAILABLE)) throw error;
    throw new Unavailable(
      "edition_busy",
      "Many questions are being asked of this edition. Nothing was charged. Try again in a few seconds.",
      { cause: error, retryAfterSeconds: RETRY_AFTER_SECONDS },
    );
  }
  await tx.$executeRaw`SELECT set_config('lock_timeout', ${before?.timeout ?? "0"}, true)`;
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
