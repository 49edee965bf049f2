import { ensureCustomer } from "@/lib/billing/billing/ensure-customer";
import { openPurchaseCheckout } from "@/lib/billing/billing/open-purchase-checkout";
import { findPassPrice } from "@/lib/events/passes/find-pass-price";
import { audit } from "@/lib/platform/audit";
import { brandOf, linkTo } from "@/lib/platform/brand";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { assertLive, assertPermitted } from "@/lib/platform/permissions";

/** The product at Stripe. Its price is each partner's own, so it is said when a checkout is made. */
const PRODUCT = "soulmate_event_pass";

/**
 * Begins the purchase of one event pass at the partner's price: gives the address of Stripe's page for it. Nothing is owed
 * or given before that is paid, which Stripe tells `creditPassPurchase`. Throws Forbidden, Unavailable.
 */
export async function purchaseEventPass(
  ctx: PartnerContext,
): Promise<{ checkout_url: string; checkout_session_id: string }> {
  assertPermitted(ctx, "billing:write");
  assertLive(ctx);
  const { partnerId } = ctx;
  const customer = await ensureCustomer(ctx);
  const now = ctx.clock.now();
  const id = newId(now);
  // Before the checkout: what is asked for is never read back from anywhere but here.
  const priceMinor = await transaction(ctx, async (tx) => {
    const price = await findPassPrice(ctx, tx, partnerId);
    await tx.eventPassPurchase.create({ data: { id, partnerId, priceMinor: price, createdAt: now } });
    await audit(ctx, tx, {
      partnerId,
      action: "event_pass.purchase_started",
      targetType: "event_pass_purchase",
      targetId: id,
      details: { price_minor: price },
    });
    return price;
  });
  const checkout = await openPurchaseCheckout(ctx, {
    kind: "event_pass",
    purchaseId: id,
    customer,
    product: { name: `${brandOf(null).name} event pass`, kind: PRODUCT },
    unitMinor: priceMinor,
    quantity: 1,
    page: linkTo(ctx, "/partner/events/passes"),
    returnAs: "checkout",
    idempotencyKey: `event-pass:${id}`,
  });
  await ctx.db.eventPassPurchase.update({
    where: { id, partnerId },
    data: { checkoutSessionId: checkout.checkout_session_id },
  });
  return checkout;
}
