import { askStripe } from "@/lib/billing/billing/ask-stripe";
import type { PurchaseKind } from "@/lib/billing/billing/purchase-names";
import type { PartnerContext } from "@/lib/platform/context";

interface PurchaseCheckout {
  kind: PurchaseKind;
  /** Of our own row, which says what is asked and was written before. */
  purchaseId: string;
  /** Stripe's `cus_…`. */
  customer: string;
  /** What is bought, as the payer reads it, and as Stripe's product is marked. */
  product: { name: string; kind: string };
  /** US cents for one. */
  unitMinor: number;
  quantity: number;
  /** Where the payer comes back to: with the checkout's id in the parameter `returnAs`, or with `checkout=cancelled`. */
  page: string;
  returnAs: string;
  idempotencyKey: string;
}

/**
 * Makes the checkout of a purchase at Stripe, which `readPurchase` reads once it is paid. The same key makes one checkout.
 * Throws Unavailable.
 */
export async function openPurchaseCheckout(
  ctx: PartnerContext,
  {
    kind,
    purchaseId,
    customer,
    product,
    unitMinor,
    quantity,
    page,
    returnAs,
    idempotencyKey,
  }: PurchaseCheckout,
): Promise<{ checkout_url: string; checkout_session_id: string }> {
  const session = await askStripe(ctx, (client) =>
    client.checkout.sessions.create(
      {
        mode: "payment",
        customer,
        line_items: [
          {
            price_data: {
              currency: "usd",
              unit_amount: unitMinor,
              product_data: { name: product.name, metadata: { kind: product.kind } },
            },
            quantity,
          },
        ],
        success_url: `${page}?${returnAs}={CHECKOUT_SESSION_ID}`,
        cancel_url: `${page}?checkout=cancelled`,
        metadata: { kind, partner_id: ctx.partnerId, purchase_id: purchaseId },
      },
      { idempotencyKey },
    ),
  );
  if (session.url === null) throw new Error("Stripe gave a checkout without an address.");
  return { checkout_url: session.url, checkout_session_id: session.id };
}
