import { isAhead, OWED_BY } from "@/lib/billing/billing/partner-standing";
import type { InvoiceRefs, PaymentState } from "@/lib/billing/billing/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * What became of the caller's own invoices that waited to be paid, as we last heard from Stripe. One that is paid waits
 * until what follows is known here, too: a change of plan in force, or a subscription in order. Those of others are left
 * out. Throws Forbidden.
 */
export async function readPayments(
  ctx: PartnerContext,
  { invoice_ids }: InvoiceRefs,
): Promise<PaymentState[]> {
  assertPermitted(ctx, "billing:read");
  const rows = await ctx.db.invoice.findMany({
    where: { id: { in: invoice_ids }, partnerId: ctx.partnerId },
    select: { id: true, status: true, subscription: { select: OWED_BY } },
    orderBy: { id: "asc" },
  });
  return rows.map((invoice) => ({ invoice_id: invoice.id, state: stateOf(invoice) }));
}

function stateOf(invoice: Parameters<typeof isAhead>[0] & { status: string }): PaymentState["state"] {
  switch (invoice.status) {
    case "draft":
    case "open":
      return "waiting";
    case "paid":
      return isAhead(invoice) ? "waiting" : "paid";
    default:
      return "dropped";
  }
}
