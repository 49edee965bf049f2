import { charged, findUsageLine, getUsageLine } from "@/lib/billing/metering/get-usage-line";
import type { UsageLineDayDetail, UsageLineDayQuery } from "@/lib/billing/metering/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";

/** Opens a day of an invoice's usage line to its endpoints, the largest first. Throws Forbidden, NotFound. */
export async function getUsageLineDay(
  ctx: PartnerContext,
  { line_id, day }: UsageLineDayQuery,
): Promise<UsageLineDayDetail> {
  assertPermitted(ctx, "billing:read");
  const line = await getUsageLine(ctx, { line_id });
  const found = line.days.find((row) => row.day === day);
  if (found === undefined) throw new NotFound("day");
  const { line: row, month } = await findUsageLine(ctx, line_id);
  const endpoints = await ctx.db.$queryRaw<{ endpoint: string; units: bigint }[]>`
    SELECT endpoint, sum(line.units)::bigint AS units
    FROM usage_report_lines line JOIN usage_reports report ON report.id = report_id
    WHERE partner_id = ${ctx.partnerId}::uuid AND subscription_id = ${row.subscriptionId} AND month = ${month}::date
      AND sent_at IS NOT NULL AND day = ${day}::date
    GROUP BY endpoint HAVING sum(line.units) <> 0 ORDER BY units DESC, endpoint`;
  return {
    ...found,
    line,
    endpoints: endpoints.map(({ endpoint, units }) => ({ endpoint, ...charged(units) })),
  };
}
