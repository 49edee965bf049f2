import type { PartnerContext } from "@/lib/platform/context";
import { newId } from "@/lib/platform/ids";
import { findEdition } from "@/lib/research/insights/find-edition";
import type { AskInsights } from "@/lib/research/insights/schemas";

/**
 * Writes down that a question was refused, for admins. Of the question it keeps the measure and the error: nothing of the data went
 * into the refusal, and nothing of it is here.
 */
export async function recordInsightRefusal(
  ctx: PartnerContext,
  { edition, measure, error }: AskInsights,
  code: string,
): Promise<void> {
  const now = ctx.clock.now();
  const named = await findEdition(ctx.db, edition);
  await ctx.db.insightRefusal.create({
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
}
