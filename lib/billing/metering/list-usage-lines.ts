import { monthOf } from "@/lib/billing/metering/billing-month";
import { charged } from "@/lib/billing/metering/get-usage-line";
import type { UsageLineRow } from "@/lib/billing/metering/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/** Two years of months: older invoices are on the billing page. */
const MOST = 24;

/** The usage lines of the partner's invoices, newest first. Throws Forbidden. */
export async function listUsageLines(ctx: PartnerContext): Promise<UsageLineRow[]> {
  assertPermitted(ctx, "billing:read");
  const rows = await ctx.db.invoiceLine.findMany({
    where: {
      partnerId: ctx.partnerId,
      kind: "usage",
      quantity: { gt: 0 },
      invoice: { status: { notIn: ["draft", "deleted"] } },
    },
    include: { invoice: true },
    orderBy: [{ periodStart: "desc" }, { id: "desc" }],
    take: MOST,
  });
  return rows.map((row) => ({
    id: row.id,
    month: monthOf(row.periodStart).toISOString().slice(0, 7),
    ...charged(row.quantity ?? 0n),
    amount_minor: row.amountMinor,
    invoice_id: row.invoiceId,
    invoice_number: row.invoice.number,
    invoice_status: row.invoice.status,
    created_at: row.invoice.createdAt.toISOString(),
  }));
}
