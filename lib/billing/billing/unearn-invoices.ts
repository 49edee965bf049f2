import { postInvoice } from "@/lib/billing/billing/post-invoice";
import type { Context } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";

/**
 * Takes out of what is earned the open invoices of a partner whose subscription has ended and that Stripe collects no
 * more: nobody pays them any more, as a rule, though anybody still may, and then they are earned after all. The caller
 * holds the partner's lock.
 */
export async function unearnInvoices(ctx: Context, tx: Transaction, partnerId: string): Promise<void> {
  const unpaid = await tx.invoice.findMany({
    where: {
      partnerId,
      status: "open",
      unearnedAt: null,
      nextPaymentAttemptAt: null,
      OR: [{ dueAt: null }, { dueAt: { lt: ctx.clock.now() } }],
      subscription: { endedAt: { not: null } },
    },
    include: { lines: true, subscription: { select: { endedAt: true } } },
  });
  for (const { lines, subscription, ...invoice } of unpaid) {
    const { endedAt } = subscription ?? {};
    if (endedAt == null || invoice.finalizedAt === null) continue;
    const unearnedAt = new Date(Math.max(endedAt.getTime(), invoice.finalizedAt.getTime()));
    const row = await tx.invoice.update({ where: { id: invoice.id }, data: { unearnedAt } });
    await postInvoice(ctx, tx, row, lines);
  }
}
