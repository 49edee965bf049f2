import { AI_TOKENS_PER_CENT, AI_TOKENS_SOLD_BY } from "@/lib/billing/tiers";
import { cash, credit, credits, debit, walletLiability } from "@/lib/ledger/accounts";
import { post } from "@/lib/ledger/post-transaction";
import { type Money, usd } from "@/lib/money/money";
import type { Context } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { lockWallet } from "@/lib/wallet/lock-wallet";

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
  return transaction(ctx, async (tx) => {
    const now = ctx.clock.now();
    await openWallet(tx, partnerId, now);
    const wallet = await lockWallet(tx, partnerId);
    if (wallet === null) throw new Error("A wallet that was just opened is gone.");
    const known = await tx.walletEntry.findUnique({ where: { partnerId_key: { partnerId, key } } });
    if (known !== null) {
      if (known.tokens !== BigInt(tokens))
        throw new Conflict("wallet_key_reused", `The key ${key} has credited another number of tokens.`);
      return { balanceTokens: wallet.balanceTokens };
    }
    const balanceTokens = wallet.balanceTokens + BigInt(tokens);
    await tx.wallet.update({ where: { partnerId }, data: { balanceTokens, updatedAt: now } });
    await tx.walletEntry.create({
      data: {
        id: newId(now),
        partnerId,
        kind: "purchase",
        key,
        tokens: BigInt(tokens),
        balanceTokens,
        createdAt: now,
      },
    });
    await post(ctx, tx, {
      key: `wallet.purchase:${partnerId}:${key}`,
      description: `${tokens} AI tokens`,
      entries: [
        ...(paid.amountMinor === 0 ? [] : [debit(cash, paid)]),
        ...(discount === 0 ? [] : [debit(credits, usd(discount))]),
        credit(walletLiability(partnerId), price),
      ],
    });
    return { balanceTokens };
  });
}

async function openWallet(tx: Transaction, partnerId: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO wallets (partner_id, balance_tokens, updated_at) VALUES (${partnerId}::uuid, 0, ${now})
    ON CONFLICT DO NOTHING`;
}
