import { getMonthUsage } from "@/lib/billing/metering/get-month-usage";
import type { MonthCsvQuery } from "@/lib/billing/metering/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { csv } from "@/lib/platform/csv";
import { assertPermitted } from "@/lib/platform/permissions";

/** A month's cost by day or by endpoint as CSV (RFC 4180, with a header). Throws Forbidden, Invalid. */
export async function exportMonth(
  ctx: PartnerContext,
  { level, month }: MonthCsvQuery,
): Promise<{ name: string; pieces: AsyncIterable<string> }> {
  assertPermitted(ctx, "billing:read");
  const usage = await getMonthUsage(ctx, month === undefined ? {} : { month });
  const rows =
    level === "days"
      ? usage.days.map((row) => [row.day, row.calls, row.units, row.cost_micro_usd])
      : usage.endpoints.map((row) => [row.endpoint, row.calls, row.units, row.cost_micro_usd]);
  const head = [level === "days" ? "day_utc" : "endpoint", "calls", "units", "cost_micro_usd"];
  return { name: `live-calls-${usage.month}-${level}.csv`, pieces: once([head, ...rows]) };
}

async function* once(rows: (string | number)[][]): AsyncIterable<string> {
  yield csv(rows);
}
