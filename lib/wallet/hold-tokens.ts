import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict, PaymentRequired } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { lockWallet } from "@/lib/wallet/lock-wallet";

export interface NewHold {
  /** Which part of the product will use them. */
  feature: string;
  /** The most that the work can take. */
  tokens: number;
  /** What it is for: the same key holds once. */
  key: string;
  /** When they go back although nobody settled or released them: longer than the work can run. */
  expiresAt: Date;
}

/**
 * Sets tokens aside before work begins. Settle the hold with what the work took, or release it. Idempotent by key.
 * Throws PaymentRequired `insufficient_tokens` when the wallet has fewer that are free, Conflict `wallet_key_reused`
 * when the key has held another number, RangeError for a number that is none.
 */
export async function holdTokens(ctx: PartnerContext, input: NewHold): Promise<{ holdId: string }> {
  const { feature, key, expiresAt } = input;
  if (!Number.isSafeInteger(input.tokens) || input.tokens <= 0)
    throw new RangeError("Hold a positive number of tokens.");
  const tokens = BigInt(input.tokens);
  const { partnerId } = ctx;
  return transaction(ctx, async (tx) => {
    const wallet = await lockWallet(tx, partnerId);
    const known = await tx.walletHold.findUnique({ where: { partnerId_key: { partnerId, key } } });
    if (known !== null) {
      if (known.tokens !== tokens)
        throw new Conflict("wallet_key_reused", `The key ${key} has held another number of tokens.`);
      return { holdId: known.id };
    }
    const free = wallet === null ? 0n : wallet.balanceTokens - wallet.heldTokens;
    if (wallet === null || free < tokens) {
      throw new PaymentRequired(
        "insufficient_tokens",
        `This takes up to ${tokens} AI tokens; ${free} are free. Buy some first.`,
      );
    }
    const now = ctx.clock.now();
    await tx.wallet.update({
      where: { partnerId },
      data: { heldTokens: wallet.heldTokens + tokens, updatedAt: now },
    });
    const hold = await tx.walletHold.create({
      data: { id: newId(now), partnerId, key, feature, tokens, expiresAt, createdAt: now },
    });
    return { holdId: hold.id };
  });
}
