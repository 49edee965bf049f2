import type { PartnerContext } from "@/lib/platform/context";
import { database, isPool } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";
import { findEdition } from "@/lib/research/insights/find-edition";
import type { AskInsights } from "@/lib/research/insights/schemas";

/**
 * Writes down that a question was refused, for admins. Of the question it keeps the measure and the error: nothing of the data went
 * into the refusal, and nothing of it is here. It is written outside of an open transaction, which the refusal undoes, and where it
 * cannot be written, the refusal stands all the same.
 */
export async function recordInsightRefusal(
  ctx: PartnerContext,
  { edition, measure, error }: AskInsights,
  code: string,
): Promise<void> {
  const now = ctx.clock.now();
  const db = isPool(ctx.db) ? ctx.db : database().prisma;
  try {
    const named = await findEdition(db, edition);
    await db.insightRefusal.create({
      data: {
        id: newId(now),
        partnerId: ctx.partnerId,
        quarter: named.quarter,
        code,
        measure,
        error,
        at: now,
      },
    });
  } catch (failure) {
    log().error({ err: failure, code }, "a refused question was not written down");
  }
}
