import { postInvoice } from "@/lib/billing/billing/post-invoice";
import type { Context } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import type { Invoice as InvoiceRow } from "@/lib/platform/prisma/client";

/** An open invoice, and when its subscription ended. */
type OpenInvoice = InvoiceRow & { subscription: { endedAt: Date | null } | null };

/**
 * Takes out of what is earned those of a partner's open invoices whose subscription has ended and that Stripe collects
 * no more: nobody pays them any more, as a rule, though anybody still may, and then they are earned after all. The caller
 * holds the partner's lock.
 */
export async function unearnInvoices(
  ctx: Context,
  tx: Transaction,
  open: readonly OpenInvoice[],
): Promise<void> {
  const now = ctx.clock.now();
  for (const { subscription, ...invoice } of open) {
    const { id, finalizedAt, dueAt } = invoice;
    const endedAt = subscription?.endedAt ?? null;
    const collected = invoice.nextPaymentAttemptAt !== null || (dueAt !== null && dueAt >= now);
    if (invoice.unearnedAt !== null || collected || endedAt === null || finalizedAt === null) continue;
    const unearnedAt = new Date(Math.max(endedAt.getTime(), finalizedAt.getTime()));
    const row = await tx.invoice.update({ where: { id }, data: { unearnedAt } });
    await postInvoice(ctx, tx, row, await tx.invoiceLine.findMany({ where: { invoiceId: id } }));
  }
}
