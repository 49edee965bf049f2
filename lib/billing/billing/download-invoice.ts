import { askStripe } from "@/lib/billing/billing/ask-stripe";
import type { InvoiceRef } from "@/lib/billing/billing/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { assertLive, assertPermitted } from "@/lib/platform/permissions";
import { downloadInvoicePdf } from "@/lib/vendors/stripe/download-invoice-pdf";

/**
 * One of the caller's own invoices as a PDF. It is fetched from Stripe only where the caller has no version as new as what
 * we last read of it. Throws Forbidden, NotFound, Unavailable `stripe_unavailable`.
 */
export async function downloadInvoice(
  ctx: PartnerContext,
  { invoice_id }: InvoiceRef,
): Promise<{ fileName: string; etag: string; read(): Promise<Uint8Array> }> {
  assertPermitted(ctx, "billing:read");
  assertLive(ctx);
  const known = await ctx.db.invoice.findFirst({
    where: { id: invoice_id, partnerId: ctx.partnerId, finalizedAt: { not: null } },
    select: { id: true, number: true, reading: true },
  });
  if (known === null) throw new NotFound("invoice");
  return {
    fileName: `Invoice-${known.number ?? known.id}.pdf`,
    etag: `${known.id}-${known.reading}`,
    read: async () => {
      // Stripe's addresses expire, so each download asks again.
      const invoice = await askStripe(ctx, (client) => client.invoices.retrieve(invoice_id));
      return downloadInvoicePdf(ctx, { id: invoice_id, url: invoice.invoice_pdf ?? null });
    },
  };
}
