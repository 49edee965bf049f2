import { getUsageBreakdown } from "@/lib/partners/usage/get-usage-breakdown";
import { getUsageHeatmap } from "@/lib/partners/usage/get-usage-heatmap";
import { getUsageSeries } from "@/lib/partners/usage/get-usage-series";
import type { UsageCsvQuery, UsageFigures } from "@/lib/partners/usage/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { csv } from "@/lib/platform/csv";
import { assertPermitted } from "@/lib/platform/permissions";

type Cell = string | number | null;

const FIGURES = [
  "calls",
  "errors",
  "units",
  "billable_units",
  "cost_micro_usd",
  "p50_ms",
  "p95_ms",
  "p99_ms",
] as const satisfies readonly (keyof UsageFigures)[];
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/**
 * One report of a dashboard as CSV (RFC 4180, with a header), for whoever goes on in a spreadsheet: times are UTC,
 * money is millionths of a US dollar, and no cell can be taken for a formula. Throws Forbidden, and Invalid as the
 * report's own verb does.
 */
export async function exportUsageCsv(
  ctx: PartnerContext,
  { report, by, ...range }: UsageCsvQuery,
): Promise<{ name: string; text: string }> {
  assertPermitted(ctx, "usage:read");
  const { head, rows, from, to } = await read(ctx, { report, by, ...range });
  const text = csv([head, ...rows]);
  const days = `${from.slice(0, 10)}-to-${to.slice(0, 10)}`;
  return { name: `usage-${report}-${ctx.mode}-${days}.csv`, text };
}

async function read(
  ctx: PartnerContext,
  { report, by, ...range }: UsageCsvQuery,
): Promise<{ head: string[]; rows: Cell[][]; from: string; to: string }> {
  if (report === "series") {
    const { data, from, to } = await getUsageSeries(ctx, { ...range, by });
    return { from, to, head: ["time_utc", ...FIGURES], rows: data.map((row) => [row.time, ...cells(row)]) };
  }
  if (report === "heatmap") {
    const { cells: hours, from, to } = await getUsageHeatmap(ctx, range);
    return {
      from,
      to,
      head: ["weekday", "hour_utc", "calls", "errors"],
      rows: hours.map(({ weekday, hour, calls, errors }) => [
        WEEKDAYS[weekday - 1] ?? "",
        hour,
        calls,
        errors,
      ]),
    };
  }
  const { data, from, to } = await getUsageBreakdown(ctx, { ...range, by: report });
  const names = report === "key" ? ["key_id", "key_name"] : [report];
  return {
    from,
    to,
    head: [...names, "share", ...FIGURES],
    rows: data.map((row) => [
      row.value,
      ...(report === "key" ? [row.label] : []),
      Math.round(row.share * 10_000) / 10_000,
      ...cells(row),
    ]),
  };
}

function cells(row: UsageFigures): Cell[] {
  return FIGURES.map((name) => row[name]);
}
