import { AI_TOKENS_PER_CENT } from "@/lib/billing/tiers";
import { credit, debit, usageRevenue, walletLiability } from "@/lib/ledger/accounts";
import { post } from "@/lib/ledger/post-transaction";
import { usd } from "@/lib/money/money";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { lockWallet } from "@/lib/wallet/lock-wallet";

export interface Settled {
  /** What was taken from the wallet. */
  chargedTokens: bigint;
  /** What the work took beyond that, because the wallet had no more: ours to bear. */
  shortfallTokens: bigint;
}

/**
 * Ends a hold with what the work really took: that leaves the wallet, the rest of the hold is free again. Work that took
 * more than was held is charged from what else is free, never below zero. So is work that ended after its hold had
 * expired. Revenue is earned in whole cents as the tokens used so far pass them, so that no fraction is lost or
 * counted twice. Settling again with the same number changes nothing.
 * Throws NotFound, Conflict `hold_closed` when it was released or settled with another number.
 */
export async function settleHold(
  ctx: PartnerContext,
  { holdId, tokens }: { holdId: string; tokens: number },
): Promise<Settled> {
  if (!Number.isSafeInteger(tokens) || tokens < 0)
    throw new RangeError("Work takes a whole number of tokens.");
  const { partnerId } = ctx;
  const took = BigInt(tokens);
  return transaction(ctx, async (tx) => {
    const wallet = await lockWallet(tx, partnerId);
    const hold = await tx.walletHold.findUnique({ where: { id: holdId, partnerId } });
    if (wallet === null || hold === null) throw new NotFound("hold");
    if (hold.status === "settled") {
      const chargedTokens = hold.settledTokens ?? 0n;
      if (chargedTokens + hold.shortfallTokens !== took) throw closed();
      return { chargedTokens, shortfallTokens: hold.shortfallTokens };
    }
    if (hold.status === "released") throw closed();
    const now = ctx.clock.now();
    const heldTokens = wallet.heldTokens - (hold.status === "held" ? hold.tokens : 0n);
    const free = wallet.balanceTokens - heldTokens;
    const chargedTokens = took < free ? took : free;
    const shortfallTokens = took - chargedTokens;
    const balanceTokens = wallet.balanceTokens - chargedTokens;
    const usedTokens = wallet.usedTokens + chargedTokens;
    await tx.wallet.update({
      where: { partnerId },
      data: { balanceTokens, heldTokens, usedTokens, updatedAt: now },
    });
    await tx.walletHold.update({
      where: { id: holdId },
      data: { status: "settled", settledTokens: chargedTokens, shortfallTokens, closedAt: now },
    });
    if (chargedTokens > 0n) {
      await tx.walletEntry.create({
        data: {
          id: newId(now),
          partnerId,
          kind: "use",
          key: `hold:${holdId}`,
          feature: hold.feature,
          tokens: -chargedTokens,
          balanceTokens,
          createdAt: now,
        },
      });
    }
    const cents = earnedCents(usedTokens) - earnedCents(wallet.usedTokens);
    if (cents > 0n) {
      await post(ctx, tx, {
        key: `wallet.use:${holdId}`,
        description: `AI tokens used by ${hold.feature}`,
        entries: [
          debit(walletLiability(partnerId), usd(Number(cents))),
          credit(usageRevenue, usd(Number(cents))),
        ],
      });
    }
    return { chargedTokens, shortfallTokens };
  });
}

/** Whole cents that this many used tokens have earned. */
export function earnedCents(usedTokens: bigint): bigint {
  return usedTokens / BigInt(AI_TOKENS_PER_CENT);
}

function closed(): Conflict {
  return new Conflict("hold_closed", "The hold has ended otherwise already.");
}
