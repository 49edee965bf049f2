import { type Posted, post } from "@/lib/billing/ledger/post-transaction";
import { CURRENCIES, money } from "@/lib/money/money";
import type { Context } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";

/**
 * Undoes a transaction by one with every entry turned round: nothing is changed or taken away. Idempotent by key.
 * Throws NotFound, Conflict `ledger_already_reversed` when another key has undone it, or `ledger_is_reversal`.
 */
export async function reverseTransaction(
  ctx: Context,
  tx: Transaction,
  { transactionId, key, description }: { transactionId: string; key: string; description: string },
): Promise<Posted> {
  // Held until we commit, so that of two who undo it the second sees the first.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${transactionId}, 0))`;
  const undone = await tx.ledgerTransaction.findUnique({
    where: { id: transactionId },
    include: { reversedBy: true, entries: { include: { account: true }, orderBy: { position: "asc" } } },
  });
  if (undone === null) throw new NotFound("ledger transaction");
  if (undone.reversesId !== null)
    throw new Conflict("ledger_is_reversal", "A reversal is not reversed: post the transaction anew.");
  if (undone.reversedBy !== null && undone.reversedBy.key !== key)
    throw new Conflict("ledger_already_reversed", "The transaction has been reversed already.");
  return post(ctx, tx, {
    key,
    description,
    reversesId: transactionId,
    entries: undone.entries.map(({ account, currency, amountMinor }) => {
      const known = CURRENCIES.find((code) => code === currency);
      if (known === undefined)
        throw new Error(`The ledger holds ${currency}, which the product does not know.`);
      return { account, amount: money(-Number(amountMinor), known) };
    }),
  });
}
