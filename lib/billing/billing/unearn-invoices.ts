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
    await unearn(ctx, tx, id, new Date(Math.max(endedAt.getTime(), finalizedAt.getTime())));
  }
}

/**
 * The same for a partner's plans that were paid after they had ended: unpaid at the end, earned on the day of the payment.
 * The books say the same where the message about the end comes after the one about the payment. The caller holds the
 * partner's lock.
 */
export async function unearnPaidLate(ctx: Context, tx: Transaction, partnerId: string): Promise<void> {
  const late = await tx.$queryRaw<{ id: string; unpaidAt: Date }[]>`
    SELECT invoice.id, greatest(subscription.ended_at, invoice.finalized_at) AS "unpaidAt"
    FROM invoices AS invoice JOIN subscriptions AS subscription ON subscription.id = invoice.subscription_id
    WHERE invoice.partner_id = ${partnerId}::uuid AND subscription.partner_id = invoice.partner_id
      AND invoice.status = 'paid' AND invoice.amount_paid_minor > 0 AND invoice.unearned_at IS NULL
      AND invoice.marked_uncollectible_at IS NULL AND subscription.kind = 'plan'
      AND invoice.paid_at > greatest(subscription.ended_at, invoice.finalized_at)
      AND EXISTS (SELECT FROM revenue_schedules WHERE invoice_id = invoice.id)
    ORDER BY invoice.id`;
  for (const { id, unpaidAt } of late) await unearn(ctx, tx, id, unpaidAt);
}

async function unearn(ctx: Context, tx: Transaction, id: string, unearnedAt: Date): Promise<void> {
  const row = await tx.invoice.update({ where: { id }, data: { unearnedAt } });
  await postInvoice(ctx, tx, row, await tx.invoiceLine.findMany({ where: { invoiceId: id } }));
}
