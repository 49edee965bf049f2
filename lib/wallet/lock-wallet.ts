import type { Transaction } from "@/lib/platform/db";

export interface LockedWallet {
  balanceTokens: bigint;
  heldTokens: bigint;
  usedTokens: bigint;
}

/** Reads a wallet and makes everybody else who would change it wait until the transaction ends; null where there is none. */
export async function lockWallet(tx: Transaction, partnerId: string): Promise<LockedWallet | null> {
  const [row] = await tx.$queryRaw<LockedWallet[]>`
    SELECT balance_tokens AS "balanceTokens", held_tokens AS "heldTokens", used_tokens AS "usedTokens"
    FROM wallets WHERE partner_id = ${partnerId}::uuid FOR UPDATE`;
  return row ?? null;
}
