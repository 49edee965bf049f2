import { resolveRange, tellSpan } from "@/lib/partners/usage/resolve-range";
import type { SummaryFigures, UsageRange, UsageSummary } from "@/lib/partners/usage/schemas";
import { ADDED } from "@/lib/partners/usage/sum-calls";
import { figuresOf, NO_SUMS, type Sums } from "@/lib/partners/usage/usage-figures";
import { sumsByHour } from "@/lib/partners/usage/usage-sums";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * What the partner used in a range, in the context's mode, and in the same stretch of time before. Exact to the last
 * recorded call; percentiles to within a fifth. Throws Forbidden, and Invalid for a range that cannot be.
 */
export async function getUsageSummary(ctx: PartnerContext, input: UsageRange): Promise<UsageSummary> {
  assertPermitted(ctx, "usage:read");
  const { before, ...span } = resolveRange(ctx.clock.now(), input);
  const rows = await ctx.db.$queryRaw<(Sums & { earlier: boolean })[]>`
    SELECT false AS earlier, ${ADDED} FROM (${sumsByHour(ctx, span)}) AS sums
    UNION ALL
    SELECT true, ${ADDED} FROM (${sumsByHour(ctx, before)}) AS sums`;
  const figures = (earlier: boolean) => summaryOf(rows.find((row) => row.earlier === earlier) ?? NO_SUMS);
  return {
    ...tellSpan(span),
    mode: ctx.mode,
    before: tellSpan(before),
    now: figures(false),
    earlier: figures(true),
  };
}

function summaryOf(sums: Sums): SummaryFigures {
  const figures = figuresOf(sums);
  return { ...figures, error_rate: figures.calls === 0 ? null : figures.errors / figures.calls };
}
