import { resolveRange, tellSpan } from "@/lib/partners/usage/resolve-range";
import type { UsageBreakdown, UsageBreakdownQuery } from "@/lib/partners/usage/schemas";
import { ADDED } from "@/lib/partners/usage/sum-calls";
import { addSums, figuresOf, NO_SUMS, type Sums } from "@/lib/partners/usage/usage-figures";
import { keyName, sumsByValue } from "@/lib/partners/usage/usage-sums";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";
import { Prisma } from "@/lib/platform/prisma/client";

interface Row extends Sums {
  value: string;
  label: string;
}

/**
 * The range's calls told apart by endpoint, key, cause (the error codes of calls that failed), status class or
 * country, in the context's mode, each with its share of them all. Throws Forbidden, and Invalid for a range that
 * cannot be.
 */
export async function getUsageBreakdown(
  ctx: PartnerContext,
  input: UsageBreakdownQuery,
): Promise<UsageBreakdown> {
  assertPermitted(ctx, "usage:read");
  const { from, to } = resolveRange(ctx.clock.now(), input);
  const label = input.by === "key" ? keyName(ctx) : Prisma.sql`value`;
  const rows = await ctx.db.$queryRaw<Row[]>`
    SELECT value, ${label} AS label, ${ADDED} FROM (${sumsByValue(ctx, input.by, { from, to })}) AS sums
    GROUP BY value ORDER BY calls DESC, value`;
  const total = figuresOf(rows.reduce<Sums>(addSums, NO_SUMS));
  return {
    ...tellSpan({ from, to }),
    mode: ctx.mode,
    by: input.by,
    total,
    data: rows.map(({ value, label, ...sums }) => {
      const figures = figuresOf(sums);
      return {
        value,
        label,
        ...figures,
        share: figures.calls / total.calls,
        error_rate: figures.errors / figures.calls,
      };
    }),
  };
}
