import { resolveRange, tellSpan } from "@/lib/partners/usage/resolve-range";
import type { UsageSeries, UsageSeriesQuery } from "@/lib/partners/usage/schemas";
import { ADDED } from "@/lib/partners/usage/sum-calls";
import { figuresOf, NO_SUMS, type Sums } from "@/lib/partners/usage/usage-figures";
import { sumsByHour } from "@/lib/partners/usage/usage-sums";
import type { PartnerContext } from "@/lib/platform/context";
import { Invalid } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";
import { Prisma } from "@/lib/platform/prisma/client";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MOST_HOURS = 31 * 24;
const HOURS_UP_TO_MS = 3 * DAY_MS;

/**
 * The range's calls by UTC hour or day, each with its figures, in the context's mode; nothing is left out where
 * nothing was called. Throws Forbidden, and Invalid for a range that cannot be or is too long to show by hour.
 */
export async function getUsageSeries(ctx: PartnerContext, input: UsageSeriesQuery): Promise<UsageSeries> {
  assertPermitted(ctx, "usage:read");
  const { from, to } = resolveRange(ctx.clock.now(), input);
  const length = to.getTime() - from.getTime();
  const by = input.by ?? (length <= HOURS_UP_TO_MS ? "hour" : "day");
  if (by === "hour" && length > MOST_HOURS * HOUR_MS) {
    throw new Invalid("invalid_input", "The range is too long to be shown by hour.", [
      { path: "by", message: "Must be day for more than 31 days." },
    ]);
  }
  const start = by === "hour" ? Prisma.sql`hour` : Prisma.sql`date_trunc('day', hour, 'UTC')`;
  const rows = await ctx.db.$queryRaw<(Sums & { start: Date })[]>`
    SELECT ${start} AS start, ${ADDED} FROM (${sumsByHour(ctx, { from, to })}) AS sums GROUP BY 1`;
  const found = new Map(rows.map((row) => [row.start.getTime(), row]));
  const step = by === "hour" ? HOUR_MS : DAY_MS;
  const data: UsageSeries["data"] = [];
  for (let at = Math.floor(from.getTime() / step) * step; at < to.getTime(); at += step) {
    data.push({ time: new Date(at).toISOString(), ...figuresOf(found.get(at) ?? NO_SUMS) });
  }
  return { ...tellSpan({ from, to }), mode: ctx.mode, by, data };
}
