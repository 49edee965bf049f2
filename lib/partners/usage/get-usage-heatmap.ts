import { resolveRange, tellSpan } from "@/lib/partners/usage/resolve-range";
import type { UsageHeatmap, UsageRange } from "@/lib/partners/usage/schemas";
import { sumsByHour } from "@/lib/partners/usage/usage-sums";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * When in the week the range's calls came, by weekday and hour in UTC, in the context's mode. Throws Forbidden, and
 * Invalid for a range that cannot be.
 */
export async function getUsageHeatmap(ctx: PartnerContext, input: UsageRange): Promise<UsageHeatmap> {
  assertPermitted(ctx, "usage:read");
  const { from, to } = resolveRange(ctx.clock.now(), input);
  const rows = await ctx.db.$queryRaw<{ weekday: number; hour: number; calls: bigint; errors: bigint }[]>`
    SELECT extract(isodow FROM hour AT TIME ZONE 'UTC')::int AS weekday, extract(hour FROM hour AT TIME ZONE 'UTC')::int AS hour,
      sum(calls)::bigint AS calls, sum(errors)::bigint AS errors
    FROM (${sumsByHour(ctx, { from, to })}) AS sums GROUP BY 1, 2`;
  const found = new Map(rows.map((row) => [row.weekday * 24 + row.hour, row]));
  const cells = Array.from({ length: 7 * 24 }, (_, at) => {
    const [weekday, hour] = [Math.floor(at / 24) + 1, at % 24];
    const row = found.get(weekday * 24 + hour);
    return { weekday, hour, calls: Number(row?.calls ?? 0), errors: Number(row?.errors ?? 0) };
  });
  const fullest = cells.reduce((most, cell) => (cell.calls > most.calls ? cell : most));
  const { weekday, hour, calls } = fullest;
  return {
    ...tellSpan({ from, to }),
    mode: ctx.mode,
    cells,
    peak: calls === 0 ? null : { weekday, hour, calls },
  };
}
