import { type AccountName, accountId, asRead } from "@/lib/billing/ledger/accounts";
import { type Currency, type Money, money } from "@/lib/money/money";
import type { Context } from "@/lib/platform/context";

export interface StatementLine {
  transactionId: string;
  key: string;
  description: string;
  occurredAt: Date;
  amount: Money;
  /** The account's balance after this line. */
  balance: Money;
}

export interface Statement {
  opening: Money;
  lines: StatementLine[];
  closing: Money;
}

/** The most lines of one statement: a month of a busy account. */
const MAX_LINES = 100_000;

/**
 * An account's entries from `from` up to, but not including, `to`, oldest first, between the balances before and after.
 * Throws RangeError when there are too many for one statement: ask for a shorter span.
 */
export async function readStatement(
  ctx: Context,
  { account, currency, from, to }: { account: AccountName; currency: Currency; from: Date; to: Date },
): Promise<Statement> {
  const id = accountId(account, currency);
  // One statement, one snapshot: the lines continue exactly where the opening balance ends.
  const rows = await ctx.db.$queryRaw<
    {
      opening: bigint;
      transaction_id: string | null;
      key: string;
      description: string;
      occurred_at: Date;
      amount: bigint;
    }[]
  >`
    WITH opening AS (
      SELECT coalesce(sum(amount_minor), 0)::bigint AS opening FROM ledger_entries
      WHERE account_id = ${id}::uuid AND occurred_at < ${from}
    )
    SELECT opening, entry.transaction_id, posted.key, posted.description, entry.occurred_at, entry.amount_minor AS amount
    FROM opening
    LEFT JOIN ledger_entries entry
      ON entry.account_id = ${id}::uuid AND entry.occurred_at >= ${from} AND entry.occurred_at < ${to}
    LEFT JOIN ledger_transactions posted ON posted.id = entry.transaction_id
    ORDER BY entry.occurred_at, entry.transaction_id, entry.position
    LIMIT ${MAX_LINES + 1}`;
  if (rows.length > MAX_LINES) throw new RangeError(`More than ${MAX_LINES} lines: ask for a shorter span.`);
  const read = (signed: bigint) => money(Number(asRead(account.kind, signed)), currency);
  let balance = rows[0]?.opening ?? 0n;
  const opening = read(balance);
  const lines = rows.flatMap(({ transaction_id, key, description, occurred_at, amount }): StatementLine[] => {
    if (transaction_id === null) return [];
    balance += amount;
    return [
      {
        transactionId: transaction_id,
        key,
        description,
        occurredAt: occurred_at,
        amount: read(amount),
        balance: read(balance),
      },
    ];
  });
  return { opening, lines, closing: read(balance) };
}
