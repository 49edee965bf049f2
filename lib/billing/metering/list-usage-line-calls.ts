import { charged, findUsageLine } from "@/lib/billing/metering/get-usage-line";
import { getUsageLineDay } from "@/lib/billing/metering/get-usage-line-day";
import type { UsageLineCalls, UsageLineCallsQuery } from "@/lib/billing/metering/schemas";
import { listBilledCalls } from "@/lib/partners/usage/list-billed-calls";
import { KEPT_DAYS } from "@/lib/partners/usage/maintain-partitions";
import type { PartnerContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";

const DAY_MS = 86_400_000;

/**
 * The calls that one day and endpoint of an invoice's usage line are made of, each with its request id, oldest first:
 * their units, with what was corrected since, are what the line says of that day and endpoint. Calls are kept 90 days;
 * of older ones only the sums are known. Throws Forbidden, NotFound, and Invalid for a cursor that is not ours.
 */
export async function listUsageLineCalls(
  ctx: PartnerContext,
  { line_id, day, endpoint, limit, cursor }: UsageLineCallsQuery,
): Promise<UsageLineCalls> {
  assertPermitted(ctx, "billing:read");
  const { line, endpoints, late } = await getUsageLineDay(ctx, { line_id, day });
  const found = endpoints.find((row) => row.endpoint === endpoint);
  if (found === undefined) throw new NotFound("endpoint");
  const at = new Date(`${day}T00:00:00Z`);
  const kept = at.getTime() > ctx.clock.now().getTime() - KEPT_DAYS * DAY_MS;
  const shown = { line, day, late, endpoint, ...charged(found.units), kept };
  if (!kept) {
    return { ...shown, calls: 0, corrected_units: 0, data: [], has_more: false, next_cursor: null };
  }
  const { countedFrom, recordedFrom, recordedBefore } = await readWindow(ctx, line_id, late);
  const calls = await listBilledCalls(ctx, {
    day: at,
    endpoint,
    from: countedFrom,
    recordedFrom,
    recordedBefore,
    limit,
    cursor,
  });
  return {
    ...shown,
    calls: calls.calls,
    corrected_units: found.units - calls.units,
    data: calls.data.map(({ id, occurredAt, units, key }) => ({
      id,
      occurred_at: occurredAt.toISOString(),
      key,
      ...charged(units),
    })),
    has_more: calls.has_more,
    next_cursor: calls.next_cursor,
  };
}

/** Between which recordings a call's row lies if it is billed on this line. */
async function readWindow(ctx: PartnerContext, lineId: string, late: boolean) {
  const { line, month } = await findUsageLine(ctx, lineId);
  const { subscriptionId } = line;
  const metered = await ctx.db.meteredSubscription.findFirst({
    where: { subscriptionId, partnerId: ctx.partnerId },
    select: {
      countedFrom: true,
      months: { where: { month: { lte: month } }, orderBy: { month: "desc" }, take: 2 },
    },
  });
  if (metered === null) throw new NotFound("invoice line");
  const closing = metered.months.find((closed) => closed.month.getTime() === month.getTime());
  const before = metered.months.find((closed) => closed.month < month);
  // While a month is open, what Stripe has of it is what was counted by its last report.
  const last =
    closing ??
    (await ctx.db.usageReport.findFirst({
      where: { subscriptionId, partnerId: ctx.partnerId, month, sentAt: { not: null } },
      orderBy: { countedTo: "desc" },
    }));
  return {
    countedFrom: metered.countedFrom,
    recordedFrom: late ? (before?.countedTo ?? null) : null,
    recordedBefore: last?.countedTo ?? null,
  };
}
