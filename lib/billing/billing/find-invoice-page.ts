import { askStripe } from "@/lib/billing/billing/ask-stripe";
import type { InvoiceRef } from "@/lib/billing/billing/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Where one of the caller's own invoices can be read now: Stripe's addresses run out, so they are asked for anew. Throws
 * Forbidden, NotFound, Unavailable.
 */
export async function findInvoicePage(
  ctx: PartnerContext,
  { invoice_id }: InvoiceRef,
): Promise<{ hosted_url: string | null; pdf_url: string | null }> {
  assertPermitted(ctx, "billing:read");
  const known = await ctx.db.invoice.findFirst({
    where: { id: invoice_id, partnerId: ctx.partnerId, finalizedAt: { not: null } },
    select: { id: true },
  });
  if (known === null) throw new NotFound("invoice");
  const invoice = await askStripe(ctx, (client) => client.invoices.retrieve(invoice_id));
  return { hosted_url: invoice.hosted_invoice_url ?? null, pdf_url: invoice.invoice_pdf ?? null };
}
