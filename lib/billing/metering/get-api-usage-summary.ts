import type { ApiUsageSummary } from "@/lib/billing/metering/schemas";
import { roundMicroUsd } from "@/lib/money/money";
import { getUsageBreakdown } from "@/lib/partners/usage/get-usage-breakdown";
import type { UsageFigures } from "@/lib/partners/usage/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** What the running UTC month has come to, in the context's mode: to the last call, by endpoint. Throws Forbidden. */
export async function getApiUsageSummary(
  ctx: PartnerContext,
  _input: Record<string, never>,
): Promise<ApiUsageSummary> {
  assertPermitted(ctx, "usage:read");
  const [{ data, total }, metered] = await Promise.all([
    getUsageBreakdown(ctx, { range: "month", by: "endpoint" }),
    isMetered(ctx),
  ]);
  return {
    month: ctx.clock.now().toISOString().slice(0, 7),
    mode: ctx.mode,
    ...figuresOf(total),
    cost_minor: roundMicroUsd(BigInt(total.cost_micro_usd)).amountMinor,
    currency: "USD",
    charged: ctx.mode === "live" && metered,
    by_endpoint: data.map((row) => ({ endpoint: row.value, ...figuresOf(row) })),
  };
}

/** Whether the partner's live calls are billed: the plan has begun, and with it the usage subscription. */
export async function isMetered(ctx: PartnerContext): Promise<boolean> {
  const running = await ctx.db.subscription.count({
    where: {
      partnerId: ctx.partnerId,
      kind: "usage",
      endedAt: null,
      status: { in: ["trialing", "active", "past_due", "unpaid"] },
    },
  });
  return running > 0;
}

function figuresOf({ calls, errors, billable_units, cost_micro_usd }: UsageFigures) {
  return { calls, errors, billable_units, cost_micro_usd };
}
