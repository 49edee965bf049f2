import { accountId, usageRevenue, walletLiability } from "@/lib/billing/ledger/accounts";
import { AI_TOKENS_PER_CENT } from "@/lib/plans/tiers";
import type { PartnerContext } from "@/lib/platform/context";
import { Conflict, NotFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";

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
  const now = ctx.clock.now();
  const [row] = await ctx.db.$queryRaw<{ outcome: string; charged: bigint; shortfall: bigint }[]>`
    SELECT outcome, charged, shortfall FROM wallet_settle(${partnerId}::uuid, ${holdId}::uuid, ${tokens}::bigint,
      ${AI_TOKENS_PER_CENT}::bigint, ${newId(now)}::uuid, ${newId(now)}::uuid,
      ${accountId(walletLiability(partnerId), "USD")}::uuid, ${accountId(usageRevenue, "USD")}::uuid,
      ${now}::timestamptz)`;
  if (row?.outcome === "missing") throw new NotFound("hold");
  if (row?.outcome !== "settled") throw new Conflict("hold_closed", "The hold has ended otherwise already.");
  return { chargedTokens: row.charged, shortfallTokens: row.shortfall };
}
