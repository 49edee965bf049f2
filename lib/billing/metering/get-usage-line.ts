import { monthOf } from "@/lib/billing/metering/billing-month";
import type { UsageLine, UsageLineQuery } from "@/lib/billing/metering/schemas";
import { roundMicroUsd } from "@/lib/money/money";
import { UNIT_PRICE_MICRO_USD } from "@/lib/plans/tiers";
import type { PartnerContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";
import type { Invoice, InvoiceLine } from "@/lib/platform/prisma/client";

/**
 * Opens an invoice's usage line to its days, whose units sum to its quantity and whose micro-dollars, rounded once, are
 * its amount. Throws Forbidden, NotFound.
 */
export async function getUsageLine(ctx: PartnerContext, { line_id }: UsageLineQuery): Promise<UsageLine> {
  assertPermitted(ctx, "billing:read");
  const { line, month } = await findUsageLine(ctx, line_id);
  const rows = await ctx.db.$queryRaw<{ day: Date; units: bigint }[]>`
    SELECT day, sum(line.units)::bigint AS units
    FROM usage_report_lines line JOIN usage_reports report ON report.id = report_id
    WHERE partner_id = ${ctx.partnerId}::uuid AND subscription_id = ${line.subscriptionId} AND month = ${month}::date
      AND sent_at IS NOT NULL
    GROUP BY day ORDER BY day`;
  const days = rows.map(({ day, units }) => ({
    day: day.toISOString().slice(0, 10),
    late: day < month,
    ...charged(units),
  }));
  const units = rows.reduce((sum, row) => sum + row.units, 0n);
  const quantity = line.quantity ?? 0n;
  return {
    id: line.id,
    invoice_id: line.invoiceId,
    invoice_number: line.invoice.number,
    invoice_status: line.invoice.status,
    month: month.toISOString().slice(0, 7),
    quantity: Number(quantity),
    amount_minor: line.amountMinor,
    exact:
      units === quantity &&
      roundMicroUsd(units * BigInt(UNIT_PRICE_MICRO_USD)).amountMinor === line.amountMinor,
    ...charged(units),
    days,
  };
}

/** A usage line of the caller's own, with the month that it bills. Throws NotFound. */
export async function findUsageLine(
  ctx: PartnerContext,
  lineId: string,
): Promise<{ line: InvoiceLine & { invoice: Invoice; subscriptionId: string }; month: Date }> {
  // It comes from an address: what is no id of Stripe's is nobody's line.
  if (!/^[\w-]{1,200}$/.test(lineId)) throw new NotFound("invoice line");
  const line = await ctx.db.invoiceLine.findFirst({
    where: { id: lineId, partnerId: ctx.partnerId, kind: "usage" },
    include: { invoice: true },
  });
  const subscriptionId = line?.subscriptionId ?? line?.invoice.subscriptionId ?? null;
  if (line === null || subscriptionId === null) throw new NotFound("invoice line");
  return { line: { ...line, subscriptionId }, month: monthOf(line.periodStart) };
}

/** Units with what they cost. */
export function charged(units: bigint | number): { units: number; cost_micro_usd: number } {
  return { units: Number(units), cost_micro_usd: Number(units) * UNIT_PRICE_MICRO_USD };
}
