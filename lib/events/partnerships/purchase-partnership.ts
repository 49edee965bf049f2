import { ensureCustomer } from "@/lib/billing/billing/ensure-customer";
import { openPurchaseCheckout } from "@/lib/billing/billing/open-purchase-checkout";
import { findPartnershipTerms } from "@/lib/events/partnerships/find-terms";
import type { PurchasePartnership } from "@/lib/events/partnerships/schemas";
import { audit } from "@/lib/platform/audit";
import { brandOf, linkTo } from "@/lib/platform/brand";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { assertLive, assertPermitted } from "@/lib/platform/permissions";

/** The product at Stripe. Its price is each partner's own, so it is said when a checkout is made. */
const PRODUCT = "soulmate_event_partnership";

/**
 * Begins the purchase of months of the event partnership at the partner's terms: gives the address of Stripe's page for
 * it. Nothing is owed or begun before that is paid, which Stripe tells `creditPartnership`. Throws Forbidden, Unavailable.
 */
export async function purchasePartnership(
  ctx: PartnerContext,
  { months }: PurchasePartnership,
): Promise<{ checkout_url: string; checkout_session_id: string }> {
  assertPermitted(ctx, "billing:write");
  assertLive(ctx);
  const { partnerId } = ctx;
  const customer = await ensureCustomer(ctx);
  const now = ctx.clock.now();
  const id = newId(now);
  // Before the checkout: what is asked for is never read back from anywhere but here.
  const monthlyMinor = await transaction(ctx, async (tx) => {
    const terms = await findPartnershipTerms(ctx, tx, partnerId);
    const priceMinor = months * terms.monthly_price_minor;
    await tx.eventPartnership.create({
      data: { id, partnerId, months, eventsPerMonth: terms.events_per_month, priceMinor, createdAt: now },
    });
    await audit(ctx, tx, {
      partnerId,
      action: "event_partnership.purchase_started",
      targetType: "event_partnership",
      targetId: id,
      details: { months, price_minor: priceMinor },
    });
    return terms.monthly_price_minor;
  });
  const checkout = await openPurchaseCheckout(ctx, {
    kind: "event_partnership",
    purchaseId: id,
    customer,
    product: { name: `${brandOf(null).name} event partnership, one month`, kind: PRODUCT },
    unitMinor: monthlyMinor,
    quantity: months,
    page: linkTo(ctx, "/partner/events/passes"),
    returnAs: "partnership",
    idempotencyKey: `event-partnership:${id}`,
  });
  await ctx.db.eventPartnership.update({
    where: { id, partnerId },
    data: { checkoutSessionId: checkout.checkout_session_id },
  });
  return checkout;
}
