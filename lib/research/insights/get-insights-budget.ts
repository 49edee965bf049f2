import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";
import { assertInsights } from "@/lib/research/insights/assert-insights";
import { findEdition } from "@/lib/research/insights/find-edition";
import type { Budget, BudgetQuery } from "@/lib/research/insights/schemas";
import { standingOf } from "@/lib/research/insights/standing";

/** What all partners and the caller have spent of an edition, and what is left. Throws Forbidden, NotFound. */
export async function getInsightsBudget(ctx: PartnerContext, input: BudgetQuery): Promise<Budget> {
  assertPermitted(ctx, "insights:read");
  await assertInsights(ctx, ctx.db);
  const edition = await findEdition(ctx.db, input.edition);
  const { use, borrowed, left } = await standingOf(ctx.db, edition, ctx.partnerId, ctx.clock.now());
  return {
    edition: edition.quarter,
    state: edition.state === "open" ? "open" : "closed",
    budget_milli: edition.budgetMilli,
    charged_milli: edition.chargedMilli,
    share_milli: use.share,
    used_milli: use.used,
    borrowed_milli: borrowed,
    left_milli: edition.state === "open" ? left : 0,
    lending_from: (edition.lendingFrom ?? edition.endsAt).toISOString(),
  };
}
