import Stripe from "stripe";
import { askStripe, isMissing } from "@/lib/billing/billing/ask-stripe";
import { isLive } from "@/lib/billing/billing/partner-standing";
import { previewLines } from "@/lib/billing/billing/preview-lines";
import type { NextInvoice, PreviewLine } from "@/lib/billing/billing/schemas";
import { pairsAtPrice } from "@/lib/plans/price-words";
import type { Context, PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * What the caller is billed next if nothing changes: of its plan and of its usage so far, each when it comes. Money in
 * US cents. A plan that ends has none. Throws Forbidden, Unavailable.
 */
export async function getNextInvoices(
  ctx: PartnerContext,
  _input: Record<string, never> = {},
): Promise<NextInvoice[]> {
  assertPermitted(ctx, "billing:read");
  const rows = await ctx.db.subscription.findMany({
    where: { partnerId: ctx.partnerId },
    orderBy: { kind: "asc" },
  });
  const previews = await Promise.all(
    rows
      .filter((row) => isLive(row) && (row.kind === "usage" || row.cancelAt === null))
      .map(async ({ id, kind, currentPeriodEnd }): Promise<NextInvoice | null> => {
        const invoice = await previewNext(ctx, id);
        if (invoice === null) return null;
        return {
          kind,
          at: currentPeriodEnd.toISOString(),
          ...(kind === "usage" ? inPairs(previewLines(invoice)) : previewLines(invoice)),
          due_minor: invoice.amount_due,
        };
      }),
  );
  return previews.filter((preview) => preview !== null).sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** Stripe's words for what is metered name a price "per month", which it is not. */
function inPairs<Preview extends { lines: PreviewLine[] }>(preview: Preview): Preview {
  const told = ({ quantity, description, ...line }: PreviewLine) => ({
    ...line,
    quantity,
    description: quantity === null ? description : pairsAtPrice(quantity),
  });
  return { ...preview, lines: preview.lines.map(told) };
}

/** Null where Stripe says that nothing will come, or has no such subscription: the reconciliation tells of that. */
export async function previewNext(ctx: Context, subscription: string): Promise<Stripe.Invoice | null> {
  try {
    return await askStripe(ctx, (client) => client.invoices.createPreview({ subscription }));
  } catch (error) {
    const { StripeInvalidRequestError } = Stripe.errors;
    if (error instanceof StripeInvalidRequestError && error.code === "invoice_upcoming_none") return null;
    if (isMissing(error)) return null;
    throw error;
  }
}
