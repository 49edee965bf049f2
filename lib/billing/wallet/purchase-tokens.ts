import { askStripe } from "@/lib/billing/billing/ask-stripe";
import { ensureCustomer } from "@/lib/billing/billing/ensure-customer";
import { findPrice } from "@/lib/billing/billing/find-price";
import { AI_TOKENS_PRICE } from "@/lib/billing/billing/stripe-names";
import type { PurchaseTokens, TokenPurchase } from "@/lib/billing/wallet/schemas";
import { AI_TOKENS_PER_CENT, AI_TOKENS_SOLD_BY } from "@/lib/plans/tiers";
import { audit } from "@/lib/platform/audit";
import { linkTo } from "@/lib/platform/brand";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { assertLive, assertPermitted } from "@/lib/platform/permissions";

/**
 * Begins a purchase of AI tokens: gives the address of Stripe's page for it. Nothing is owed or credited before that is
 * paid, which Stripe tells `creditPurchase`. Throws Forbidden, Unavailable.
 */
export async function purchaseTokens(
  ctx: PartnerContext,
  { tokens }: PurchaseTokens,
): Promise<TokenPurchase> {
  assertPermitted(ctx, "billing:write");
  assertLive(ctx);
  const { partnerId } = ctx;
  const customer = await ensureCustomer(ctx);
  const price = await findPrice(ctx, AI_TOKENS_PRICE);
  const now = ctx.clock.now();
  const id = newId(now);
  const page = linkTo(ctx, "/partner/billing/tokens");
  const session = await askStripe(ctx, (client) =>
    client.checkout.sessions.create(
      {
        mode: "payment",
        customer,
        line_items: [{ price: price.id, quantity: tokens / AI_TOKENS_SOLD_BY }],
        success_url: `${page}?checkout={CHECKOUT_SESSION_ID}`,
        cancel_url: `${page}?checkout=cancelled`,
        metadata: { kind: "ai_tokens", partner_id: partnerId, tokens: String(tokens), purchase_id: id },
      },
      { idempotencyKey: `tokens:${id}` },
    ),
  );
  if (session.url === null) throw new Error("Stripe gave a checkout without an address.");
  const amountMinor = tokens / AI_TOKENS_PER_CENT;
  await transaction(ctx, async (tx) => {
    await tx.walletPurchase.create({
      data: {
        id,
        partnerId,
        checkoutSessionId: session.id,
        tokens: BigInt(tokens),
        priceMinor: amountMinor,
        createdAt: now,
      },
    });
    await audit(ctx, tx, {
      partnerId,
      action: "wallet.purchase_started",
      targetType: "wallet_purchase",
      targetId: id,
      details: { tokens, amount_minor: amountMinor },
    });
  });
  return {
    id,
    tokens,
    amount_minor: amountMinor,
    currency: "USD",
    checkout_url: session.url,
    checkout_session_id: session.id,
    created_at: now.toISOString(),
  };
}
