import { type InvoiceLineFacts, type PostingRules, postingsOf } from "@/lib/billing/billing/invoice-postings";
import { accountId, otherRevenue, subscriptionRevenue } from "@/lib/billing/ledger/accounts";
import { post } from "@/lib/billing/ledger/post-transaction";
import type { Context } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import type { Invoice as InvoiceRow } from "@/lib/platform/prisma/client";

/**
 * Posts what the books must hold of an invoice as it is written down, as far as they do not yet. Its plans are deferred:
 * `settleRevenue` then earns them by day. The caller holds the partner's lock.
 */
export async function postInvoice(
  ctx: Context,
  tx: Transaction,
  row: InvoiceRow,
  lines: readonly InvoiceLineFacts[],
): Promise<void> {
  if (row.finalizedAt === null) return;
  const rules: PostingRules = {
    other: await otherAccount(tx, row.id, lines),
    plans: await plansRule(tx, row, lines),
  };
  for (const posting of postingsOf({ ...row, lines }, rules)) await post(ctx, tx, posting);
}

/** What was first booked as a plan's revenue, before other revenue had an account, is also undone there. */
async function otherAccount(tx: Transaction, invoiceId: string, lines: readonly InvoiceLineFacts[]) {
  if (!lines.some(({ kind }) => kind === "other")) return otherRevenue;
  const posted = await tx.ledgerTransaction.findUnique({
    where: { key: `invoice:${invoiceId}:finalized` },
    include: { entries: { select: { accountId: true } } },
  });
  if (posted === null) return otherRevenue;
  const own = accountId(otherRevenue, "USD");
  return posted.entries.some((entry) => entry.accountId === own) ? otherRevenue : subscriptionRevenue;
}

/** Plans are deferred from an invoice's first posting on, or from when it was converted. */
async function plansRule(
  tx: Transaction,
  { id, partnerId }: InvoiceRow,
  lines: readonly InvoiceLineFacts[],
): Promise<PostingRules["plans"]> {
  if (!lines.some(({ kind, amountMinor }) => kind === "plan" && amountMinor !== 0)) return "deferred";
  const schedule = await tx.revenueSchedule.findUnique({ where: { invoiceId: id, partnerId } });
  if (schedule !== null) {
    // What has become of it may change what is earned of it.
    if (schedule.doneAt !== null)
      await tx.revenueSchedule.update({ where: { invoiceId: id, partnerId }, data: { doneAt: null } });
    return schedule.convertedAt === null ? "deferred" : { convertedAt: schedule.convertedAt };
  }
  const posted = await tx.ledgerTransaction.findUnique({ where: { key: `invoice:${id}:finalized` } });
  if (posted !== null) return "whole";
  await tx.revenueSchedule.create({ data: { invoiceId: id, partnerId } });
  return "deferred";
}
