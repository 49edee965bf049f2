import { askStripe } from "@/lib/billing/billing/ask-stripe";
import { ensureCustomer } from "@/lib/billing/billing/ensure-customer";
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
  const page = linkTo(ctx, "/partner/events/passes");
  const session = await askStripe(ctx, (client) =>
    client.checkout.sessions.create(
      {
        mode: "payment",
        customer,
        line_items: [
          {
            price_data: {
              currency: "usd",
              unit_amount: priceMinor,
              product_data: {
                name: `${brandOf(null).name} event pass`,
                metadata: { kind: PRODUCT },
              },
            },
            quantity: 1,
          },
        ],
        success_url: `${page}?checkout={CHECKOUT_SESSION_ID}`,
        cancel_url: `${page}?checkout=cancelled`,
        metadata: { kind: "event_pass", partner_id: partnerId, purchase_id: id },
      },
      { idempotencyKey: `event-pass:${id}` },
    ),
  );
  if (session.url === null) throw new Error("Stripe gave a checkout without an address.");
  await ctx.db.eventPassPurchase.update({
    where: { id, partnerId },
    data: { checkoutSessionId: session.id },
  });
  return { checkout_url: session.url, checkout_session_id: session.id };
}
