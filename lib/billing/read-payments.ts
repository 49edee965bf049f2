import type { InvoiceRefs, PaymentState } from "@/lib/billing/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * What became of the caller's own invoices that waited to be paid, as we last heard from Stripe. The invoice of a change
 * of plan waits until the change has taken force here, too. Those of others are left out. Throws Forbidden.
 */
export async function readPayments(
  ctx: PartnerContext,
  { invoice_ids }: InvoiceRefs,
): Promise<PaymentState[]> {
  assertPermitted(ctx, "billing:read");
  const rows = await ctx.db.invoice.findMany({
    where: { id: { in: invoice_ids }, partnerId: ctx.partnerId },
    select: { id: true, status: true, subscription: { select: { pendingInvoiceId: true } } },
    orderBy: { id: "asc" },
  });
  return rows.map(({ id, status, subscription }) => {
    if (status === "draft" || status === "open" || subscription?.pendingInvoiceId === id) {
      return { invoice_id: id, state: "waiting" };
    }
    return { invoice_id: id, state: status === "paid" ? "paid" : "dropped" };
  });
}
