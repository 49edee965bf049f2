import type { TokenBalance } from "@/lib/billing/wallet/schemas";
import { AI_TOKENS_PER_CENT } from "@/lib/plans/tiers";
import type { PartnerContext } from "@/lib/platform/context";
import { assertLive, assertPermitted } from "@/lib/platform/permissions";

/** The partner's AI tokens: owned, held and free. Nothing before the first purchase. Throws Forbidden. */
export async function getBalance(ctx: PartnerContext, _input: Record<string, never>): Promise<TokenBalance> {
  assertPermitted(ctx, "billing:read");
  assertLive(ctx);
  const wallet = await ctx.db.wallet.findUnique({ where: { partnerId: ctx.partnerId } });
  const { balanceTokens = 0n, heldTokens = 0n, usedTokens = 0n, updatedAt } = wallet ?? {};
  return {
    balance_tokens: Number(balanceTokens),
    held_tokens: Number(heldTokens),
    available_tokens: Number(balanceTokens - heldTokens),
    used_tokens: Number(usedTokens),
    tokens_per_cent: AI_TOKENS_PER_CENT,
    updated_at: updatedAt?.toISOString() ?? null,
  };
}
