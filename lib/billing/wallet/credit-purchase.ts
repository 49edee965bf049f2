import { z } from "zod";
import { askStripe } from "@/lib/billing/billing/ask-stripe";
import { setAside } from "@/lib/billing/billing/set-aside";
import { currencyOf } from "@/lib/billing/billing/stripe-names";
import { creditTokens } from "@/lib/billing/wallet/credit-tokens";
import { formatMoney } from "@/lib/money/format-money";
import { usd } from "@/lib/money/money";
import { AI_TOKENS_PER_CENT } from "@/lib/plans/tiers";
import { audit } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";

/** What we write on a checkout of AI tokens when we make it. */
const Metadata = z.object({
  kind: z.literal("ai_tokens"),
  partner_id: z.uuid(),
  tokens: z.coerce.number().int().positive(),
});

/**
 * Puts the tokens of a paid checkout into the wallet, once however often it is told of it. Stripe is asked what was paid:
 * a checkout that is not paid credits nothing. One in a foreign currency, or whose price is not that of its tokens, is set
 * aside, because somebody must look at it. Throws Unavailable.
 */
export async function creditPurchase(ctx: Context, { session_id }: { session_id: string }): Promise<void> {
  const session = await askStripe(ctx, (client) => client.checkout.sessions.retrieve(session_id));
  if (session.payment_status !== "paid") return;
  const metadata = Metadata.safeParse(session.metadata);
  const about = {
    objectId: session_id,
    currency: session.currency ?? "usd",
    amountMinor: session.amount_total ?? 0,
  };
  if (!metadata.success) {
    const detail = "A paid checkout of AI tokens that does not say whose they are, or how many.";
    await setAside(ctx, { ...about, reason: "unexpected_amount", detail });
    return;
  }
  const { partner_id: partnerId, tokens } = metadata.data;
  const purchase = await ctx.db.walletPurchase.findUnique({ where: { checkoutSessionId: session_id } });
  const price = tokens / AI_TOKENS_PER_CENT;
  const paid = session.amount_total ?? 0;
  if (
    session.currency !== "usd" ||
    session.amount_subtotal !== price ||
    paid > price ||
    (purchase !== null && (purchase.partnerId !== partnerId || purchase.tokens !== BigInt(tokens)))
  ) {
    const foreign = currencyOf(about.currency) === null;
    const detail = `A paid checkout of ${tokens} AI tokens, which cost ${formatMoney(price, "USD")}, by the partner ${partnerId}.`;
    await setAside(ctx, { ...about, reason: foreign ? "foreign_currency" : "unexpected_amount", detail });
    return;
  }
  await transaction(ctx, async (tx) => {
    // The purchase's own transaction may have been lost after Stripe had made the checkout: then there is no row.
    const now = ctx.clock.now();
    const within = { ...ctx, db: tx };
    await creditTokens(within, { partnerId, tokens, paid: usd(paid), key: `checkout:${session_id}` });
    const marked = await tx.walletPurchase.updateMany({
      where: { checkoutSessionId: session_id, creditedAt: null },
      data: { creditedAt: now, paidMinor: paid },
    });
    if (marked.count === 0) return;
    await audit(within, tx, {
      partnerId,
      action: "wallet.credited",
      targetType: "wallet_purchase",
      targetId: purchase?.id ?? session_id,
      details: { tokens, paid_minor: paid },
    });
  });
}
