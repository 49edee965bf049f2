import type { Usage, UsageQuery, UsageRow } from "@/lib/partners/usage/schemas";
import { ADDED } from "@/lib/partners/usage/sum-calls";
import { addSums, figuresOf, NO_SUMS, type Sums } from "@/lib/partners/usage/usage-figures";
import { keyName, sumsByHour, sumsByValue } from "@/lib/partners/usage/usage-sums";
import type { PartnerContext } from "@/lib/platform/context";
import { Invalid } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";
import { Prisma } from "@/lib/platform/prisma/client";

const HOUR_MS = 3_600_000;
const DEFAULT_DAYS = 30;
/** Longest spans, so that a reply stays readable: a year, or a month of hours. */
const MAX_DAYS = 366;
const MAX_DAYS_BY_HOUR = 31;
/** Years that RFC 3339 writes with four digits, whatever hours are added. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 9998;

interface Row extends Sums {
  group: string;
  label: string;
}

/** How a time is written in `group`. */
const TIMES = {
  day: Prisma.sql`to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD')`,
  hour: Prisma.sql`to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:00:00"Z"')`,
};

/**
 * What the partner has used, in the mode of the key that asks. Hours are whole UTC hours; `from` is rounded down to
 * one and `to` up. A call counts once, from the moment it is recorded. Throws Invalid for a span that is empty or too
 * long.
 */
export async function getUsage(ctx: PartnerContext, input: UsageQuery): Promise<Usage> {
  assertPermitted(ctx, "usage:read");
  const { from, to } = spanOf(ctx.clock.now(), input);
  const { group_by } = input;
  const rows =
    group_by === "day" || group_by === "hour"
      ? await ctx.db.$queryRaw<Row[]>`
          SELECT ${TIMES[group_by]} AS "group", ${TIMES[group_by]} AS label, ${ADDED}
          FROM (${sumsByHour(ctx, { from, to })}) AS sums GROUP BY 1 ORDER BY 1`
      : await ctx.db.$queryRaw<Row[]>`
          SELECT value AS "group", ${group_by === "key" ? keyName(ctx) : Prisma.sql`value`} AS label, ${ADDED}
          FROM (${sumsByValue(ctx, group_by, { from, to })}) AS sums GROUP BY value ORDER BY calls DESC, value`;
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    mode: ctx.mode,
    group_by,
    data: rows.map((row): UsageRow => ({ group: row.group, label: row.label, ...figuresOf(row) })),
    total: figuresOf(rows.reduce(addSums, NO_SUMS)),
  };
}

/** The whole UTC hours that are asked for. Throws Invalid for a span that is empty or longer than it may be. */
export function spanOf(now: Date, input: UsageQuery, longest?: number): { from: Date; to: Date } {
  for (const field of ["from", "to"] as const) {
    const year = new Date(input[field] ?? now).getUTCFullYear();
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      throw spanError(field, `Must lie between ${FIRST_YEAR} and ${LAST_YEAR}.`);
    }
  }
  const to = new Date(Math.ceil((input.to ? Date.parse(input.to) : now.getTime()) / HOUR_MS) * HOUR_MS);
  const start = input.from ? Date.parse(input.from) : to.getTime() - DEFAULT_DAYS * 24 * HOUR_MS;
  const from = new Date(Math.floor(start / HOUR_MS) * HOUR_MS);
  const days = (to.getTime() - from.getTime()) / (24 * HOUR_MS);
  const most = longest ?? (input.group_by === "hour" ? MAX_DAYS_BY_HOUR : MAX_DAYS);
  if (days <= 0) throw spanError("from", "Must be before `to`.");
  if (days > most) throw spanError("from", `Must be at most ${most} days before \`to\`.`);
  return { from, to };
}

function spanError(path: string, message: string): Invalid {
  return new Invalid("invalid_input", "The span of time cannot be reported.", [{ path, message }]);
}
