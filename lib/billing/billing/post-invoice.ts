import { postingsOf } from "@/lib/billing/billing/invoice-postings";
import { accountId, otherRevenue, subscriptionRevenue } from "@/lib/billing/ledger/accounts";
import { post } from "@/lib/billing/ledger/post-transaction";
import type { Context } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import type { InvoiceLine, Invoice as InvoiceRow } from "@/lib/platform/prisma/client";

/** Posts what the books must hold of an invoice as it is written down, as far as they do not yet. */
export async function postInvoice(
  ctx: Context,
  tx: Transaction,
  row: InvoiceRow,
  lines: readonly Pick<InvoiceLine, "kind" | "amountMinor" | "inclusiveTaxMinor">[],
): Promise<void> {
  const other = await otherAccount(tx, row.id, lines);
  for (const posting of postingsOf({ ...row, lines }, { other })) await post(ctx, tx, posting);
}

/** What was first booked as a plan's revenue, before other revenue had an account, is also undone there. */
async function otherAccount(tx: Transaction, invoiceId: string, lines: readonly Pick<InvoiceLine, "kind">[]) {
  if (!lines.some(({ kind }) => kind === "other")) return otherRevenue;
  const posted = await tx.ledgerTransaction.findUnique({
    where: { key: `invoice:${invoiceId}:finalized` },
    include: { entries: { select: { accountId: true } } },
  });
  if (posted === null) return otherRevenue;
  const own = accountId(otherRevenue, "USD");
  return posted.entries.some((entry) => entry.accountId === own) ? otherRevenue : subscriptionRevenue;
}
