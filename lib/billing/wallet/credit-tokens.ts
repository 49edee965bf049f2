import { cash, credit, credits, debit, walletLiability } from "@/lib/billing/ledger/accounts";
import { postingArguments } from "@/lib/billing/ledger/post-transaction";
import { type Money, usd } from "@/lib/money/money";
import { AI_TOKENS_PER_CENT, AI_TOKENS_SOLD_BY } from "@/lib/plans/tiers";
import type { Context } from "@/lib/platform/context";
import { Conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";

export interface Purchase {
  partnerId: string;
  /** By the thousand. */
  tokens: number;
  /** What was paid, which a coupon may have made less than the price. */
  paid: Money;
  /** What paid for them: `checkout:<id>`. The same key credits once. */
  key: string;
}

/**
 * Puts bought tokens into a partner's wallet and the money into the books: cash (and what a coupon took off) against
 * what we now owe in tokens, at their price. Idempotent by key. Throws RangeError for a number of tokens that is not
 * sold or a payment beyond the price, Conflict `wallet_key_reused` when the key has credited another number.
 */
export async function creditTokens(ctx: Context, purchase: Purchase): Promise<{ balanceTokens: bigint }> {
  const { partnerId, tokens, paid, key } = purchase;
  if (!Number.isSafeInteger(tokens) || tokens <= 0 || tokens % AI_TOKENS_SOLD_BY !== 0)
    throw new RangeError(`AI tokens are sold by the ${AI_TOKENS_SOLD_BY}.`);
  const price = usd(tokens / AI_TOKENS_PER_CENT);
  const discount = price.amountMinor - paid.amountMinor;
  if (discount < 0 || paid.amountMinor < 0) throw new RangeError("A payment is from nothing to the price.");
  const now = ctx.clock.now();
  const { fingerprint, accounts, kinds, owners, currencies, amounts } = postingArguments([
    ...(paid.amountMinor === 0 ? [] : [debit(cash, paid)]),
    ...(discount === 0 ? [] : [debit(credits, usd(discount))]),
    credit(walletLiability(partnerId), price),
  ]);
  const [row] = await ctx.db.$queryRaw<{ outcome: string; balance: bigint }[]>`
    SELECT outcome, balance FROM wallet_credit(${partnerId}::uuid, ${key}::text, ${tokens}::bigint, ${newId(now)}::uuid,
      ${now}::timestamptz, ${newId(now)}::uuid, ${`wallet.purchase:${partnerId}:${key}`}::text, ${fingerprint}::bytea,
      ${`${tokens} AI tokens`}::text, ${accounts}::uuid[], ${kinds}::text[]::ledger_account_kind[], ${owners}::uuid[],
      ${currencies}::text[], ${amounts}::bigint[])`;
  if (row === undefined) throw new Error("The wallet did not say what became of a purchase.");
  if (row.outcome === "key_reused")
    throw new Conflict("wallet_key_reused", `The key ${key} has credited another number of tokens.`);
  return { balanceTokens: row.balance };
}
