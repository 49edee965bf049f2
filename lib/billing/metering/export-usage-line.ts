import { charged, getUsageLine } from "@/lib/billing/metering/get-usage-line";
import { getUsageLineDay } from "@/lib/billing/metering/get-usage-line-day";
import { listUsageLineCalls } from "@/lib/billing/metering/list-usage-line-calls";
import type { LineCsvQuery, UsageLine } from "@/lib/billing/metering/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { csv } from "@/lib/platform/csv";
import { assertPermitted } from "@/lib/platform/permissions";

type Cell = string | number;

/** Calls read at once: a month of a busy partner is never held whole. */
const AT_ONCE = 1_000;

const HEADS = {
  days: ["day_utc", "late", "units", "cost_micro_usd"],
  endpoints: ["day_utc", "late", "endpoint", "units", "cost_micro_usd"],
  calls: [
    "day_utc",
    "late",
    "endpoint",
    "request_id",
    "time_utc",
    "key_id",
    "key_name",
    "units",
    "cost_micro_usd",
    "note",
  ],
} as const;

/**
 * A level of an invoice's usage line as CSV (RFC 4180, with a header), piece by piece: its days, its endpoints by day, or
 * its calls with their request ids; of all days, one, or one endpoint of one. Units sum to the line's. Throws Forbidden,
 * NotFound, before the first piece.
 */
export async function exportUsageLine(
  ctx: PartnerContext,
  query: LineCsvQuery,
): Promise<{ name: string; pieces: AsyncIterable<string> }> {
  assertPermitted(ctx, "billing:read");
  const line = await getUsageLine(ctx, query);
  if (query.day !== undefined) await getUsageLineDay(ctx, { line_id: query.line_id, day: query.day });
  const of = [line.invoice_number ?? line.id, query.level, ...(query.day === undefined ? [] : [query.day])];
  return { name: `usage-${of.join("-").replaceAll(/[^\w.-]/g, "-")}.csv`, pieces: pieces(ctx, line, query) };
}

async function* pieces(ctx: PartnerContext, line: UsageLine, query: LineCsvQuery): AsyncIterable<string> {
  yield csv([[...HEADS[query.level]]]);
  const days = line.days.filter(({ day }) => query.day === undefined || query.day === day);
  if (query.level === "days") {
    yield csv(days.map((row) => [row.day, told(row.late), row.units, row.cost_micro_usd]));
    return;
  }
  for (const { day, late } of days) {
    const { endpoints } = await getUsageLineDay(ctx, { line_id: line.id, day });
    for (const { endpoint, units, cost_micro_usd } of endpoints) {
      if (query.endpoint !== undefined && query.endpoint !== endpoint) continue;
      if (query.level === "endpoints") yield csv([[day, told(late), endpoint, units, cost_micro_usd]]);
      else yield* calls(ctx, line.id, day, endpoint);
    }
  }
}

async function* calls(
  ctx: PartnerContext,
  lineId: string,
  day: string,
  endpoint: string,
): AsyncIterable<string> {
  const question = { line_id: lineId, day, endpoint, limit: AT_ONCE };
  let cursor: string | undefined;
  do {
    const page = await listUsageLineCalls(ctx, cursor === undefined ? question : { ...question, cursor });
    const row = (cells: Cell[]): Cell[] => [day, told(page.late), endpoint, ...cells];
    if (!page.kept) {
      yield csv([
        row([
          "",
          "",
          "",
          "",
          page.units,
          page.cost_micro_usd,
          "calls are kept 90 days: only their sum is known",
        ]),
      ]);
      return;
    }
    yield csv(
      page.data.map((call) =>
        row([
          call.id,
          call.occurred_at,
          call.key?.id ?? "",
          call.key?.name ?? "",
          call.units,
          call.cost_micro_usd,
          "",
        ]),
      ),
    );
    cursor = page.next_cursor ?? undefined;
    if (cursor === undefined && page.corrected_units !== 0) {
      const units = page.corrected_units;
      yield csv([
        row(["", "", "", "", units, charged(units).cost_micro_usd, "put right after it was billed"]),
      ]);
    }
  } while (cursor !== undefined);
}

function told(late: boolean): string {
  return late ? "late" : "";
}
