import type { PurchaseRef } from "@/lib/billing/wallet/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { NotFound } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";

/** How a purchase of AI tokens stands. */
export interface PurchaseState {
  tokens: number;
  price_minor: number;
  /** When the tokens came into the wallet; null until Stripe has confirmed the payment. */
  credited_at: string | null;
}

/** One of the partner's purchases, by its checkout at Stripe. Throws Forbidden, NotFound. */
export async function getPurchase(
  ctx: PartnerContext,
  { checkout_session_id }: PurchaseRef,
): Promise<PurchaseState> {
  assertPermitted(ctx, "billing:read");
  const row = await ctx.db.walletPurchase.findFirst({
    where: { checkoutSessionId: checkout_session_id, partnerId: ctx.partnerId },
  });
  if (row === null) throw new NotFound("purchase");
  return {
    tokens: Number(row.tokens),
    price_minor: row.priceMinor,
    credited_at: row.creditedAt?.toISOString() ?? null,
  };
}
