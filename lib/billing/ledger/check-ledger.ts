import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";

/** One thing in the books that is not as it must be. */
export interface LedgerFault {
  rule:
    | "transaction_balances"
    | "currency_sums_to_zero"
    | "balance_equals_entries"
    | "currency_of_account"
    | "has_entries";
  /** The transaction, account or currency it is about. */
  subject: string;
  detail: string;
}

export interface LedgerReport {
  transactions: number;
  entries: number;
  accounts: number;
  currencies: { currency: string; debitsMinor: bigint; creditsMinor: bigint }[];
  faults: LedgerFault[];
}

/** Faults told of each rule: enough to find the cause, few enough to read. */
const TOLD = 100;

/**
 * Recomputes the books from their entries and compares: every transaction and every currency sums to zero, every kept
 * balance equals its account's entries, every entry has its account's currency. In one snapshot, so that what is posted
 * meanwhile is no difference. Trusts none of the triggers that should have seen to it.
 */
export async function checkLedger(ctx: Context): Promise<LedgerReport> {
  return transaction(ctx, async (tx) => {
    await tx.$executeRaw`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`;
    await tx.$executeRaw`SET LOCAL statement_timeout = 0`;
    const [counts] = await tx.$queryRaw<{ transactions: bigint; entries: bigint; accounts: bigint }[]>`
      SELECT (SELECT count(*) FROM ledger_transactions) AS transactions,
        (SELECT count(*) FROM ledger_entries) AS entries, (SELECT count(*) FROM ledger_accounts) AS accounts`;
    const currencies = await tx.$queryRaw<{ currency: string; debits: bigint; credits: bigint }[]>`
      SELECT currency, coalesce(sum(amount_minor) FILTER (WHERE amount_minor > 0), 0)::bigint AS debits,
        coalesce(-sum(amount_minor) FILTER (WHERE amount_minor < 0), 0)::bigint AS credits
      FROM ledger_entries GROUP BY currency ORDER BY currency`;
    const faults = await tx.$queryRaw<LedgerFault[]>`
      (SELECT 'transaction_balances' AS rule, transaction_id::text AS subject,
        'sums to ' || sum(amount_minor) || ' ' || currency AS detail
      FROM ledger_entries GROUP BY transaction_id, currency HAVING sum(amount_minor) <> 0 LIMIT ${TOLD})
      UNION ALL
      (SELECT 'currency_sums_to_zero', currency, 'sums to ' || sum(amount_minor)
      FROM ledger_entries GROUP BY currency HAVING sum(amount_minor) <> 0 LIMIT ${TOLD})
      UNION ALL
      (SELECT 'balance_equals_entries', coalesce(summed.account_id, kept.account_id)::text,
        'keeps ' || coalesce(kept.amount, 0) || ' of ' || coalesce(kept.entries, 0) || ' entries; its entries sum to '
          || coalesce(summed.amount, 0) || ' of ' || coalesce(summed.entries, 0)
      FROM (SELECT account_id, sum(amount_minor) AS amount, count(*) AS entries FROM ledger_entries GROUP BY account_id) summed
      FULL JOIN (SELECT account_id, sum(amount_minor) AS amount, sum(entries) AS entries FROM ledger_balances GROUP BY account_id) kept
        USING (account_id)
      WHERE coalesce(kept.amount, 0) <> coalesce(summed.amount, 0) OR coalesce(kept.entries, 0) <> coalesce(summed.entries, 0)
      LIMIT ${TOLD})
      UNION ALL
      (SELECT 'currency_of_account', entry.transaction_id::text, 'an entry in ' || entry.currency || ' on an account in ' || account.currency
      FROM ledger_entries entry JOIN ledger_accounts account ON account.id = entry.account_id
      WHERE entry.currency <> account.currency LIMIT ${TOLD})
      UNION ALL
      (SELECT 'has_entries', posted.id::text, 'has no entries'
      FROM ledger_transactions posted
      WHERE NOT EXISTS (SELECT 1 FROM ledger_entries WHERE transaction_id = posted.id) LIMIT ${TOLD})`;
    return {
      transactions: Number(counts?.transactions ?? 0),
      entries: Number(counts?.entries ?? 0),
      accounts: Number(counts?.accounts ?? 0),
      currencies: currencies.map(({ currency, debits, credits }) => ({
        currency,
        debitsMinor: debits,
        creditsMinor: credits,
      })),
      faults,
    };
  });
}
