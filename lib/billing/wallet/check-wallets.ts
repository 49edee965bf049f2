import { AI_TOKENS_PER_CENT } from "@/lib/plans/tiers";
import type { Context } from "@/lib/platform/context";

/** A wallet that is not as its history, its holds or the books say. */
export interface WalletFault {
  partnerId: string;
  detail: string;
}

/**
 * Recomputes every wallet: its balance from its history, what it holds from its holds, what it used from the history,
 * and what we owe for it in the books from the tokens bought, used and taken back. One statement, one snapshot.
 */
export async function checkWallets(ctx: Context): Promise<WalletFault[]> {
  return ctx.db.$queryRaw<WalletFault[]>`
    WITH history AS (
      SELECT partner_id, sum(tokens) AS balance, coalesce(sum(tokens) FILTER (WHERE kind = 'purchase'), 0) AS bought,
        coalesce(-sum(tokens) FILTER (WHERE kind = 'use'), 0) AS used,
        coalesce(sum(trunc(tokens::numeric / ${AI_TOKENS_PER_CENT})) FILTER (WHERE kind IN ('refund', 'adjustment')), 0) AS back
      FROM wallet_entries GROUP BY partner_id
    ), held AS (
      SELECT partner_id, sum(tokens) AS held FROM wallet_holds WHERE status = 'held' GROUP BY partner_id
    ), owed AS (
      SELECT owner_id AS partner_id, -sum(amount_minor) AS cents
      FROM ledger_accounts JOIN ledger_entries ON ledger_entries.account_id = ledger_accounts.id
      WHERE kind = 'wallet_liability' GROUP BY owner_id
    ), compared AS (
      SELECT wallets.partner_id, wallets.balance_tokens, wallets.held_tokens, wallets.used_tokens,
        coalesce(history.balance, 0) AS balance, coalesce(held.held, 0) AS held, coalesce(history.used, 0) AS used,
        coalesce(owed.cents, 0) AS cents,
        coalesce(history.bought, 0) / ${AI_TOKENS_PER_CENT} - floor(coalesce(history.used, 0) / ${AI_TOKENS_PER_CENT})
          + coalesce(history.back, 0) AS owing
      FROM wallets LEFT JOIN history USING (partner_id) LEFT JOIN held USING (partner_id) LEFT JOIN owed USING (partner_id)
    )
    SELECT partner_id::text AS "partnerId",
      'keeps ' || balance_tokens || ' tokens, ' || held_tokens || ' held, ' || used_tokens || ' used; its history says '
        || balance || ', ' || held || ', ' || used || '; the books owe ' || cents || ' cents, not ' || owing AS detail
    FROM compared
    WHERE balance_tokens <> balance OR held_tokens <> held OR used_tokens <> used OR cents <> owing
    ORDER BY partner_id LIMIT 100`;
}
