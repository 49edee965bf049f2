import { askStripe, orNull } from "@/lib/billing/billing/ask-stripe";
import { readOwnPlan } from "@/lib/billing/billing/find-own-plan";
import type { PaymentMethod } from "@/lib/billing/billing/schemas";
import { currencyOf, idOf } from "@/lib/billing/billing/stripe-names";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * What the caller pays with, as far as it may be shown, and the credit (US cents) that the next invoices use up; a
 * method is null where there is none. Throws Forbidden, Unavailable.
 */
export async function getPaymentMethod(
  ctx: PartnerContext,
  _input: Record<string, never> = {},
): Promise<{ method: PaymentMethod | null; credit_minor: number }> {
  assertPermitted(ctx, "billing:read");
  const partner = await ctx.db.partner.findUniqueOrThrow({ where: { id: ctx.partnerId } });
  const customerId = partner.stripeCustomerId;
  const none = { method: null, credit_minor: 0 };
  if (customerId === null) return none;
  const plan = await readOwnPlan(ctx);
  return askStripe(ctx, async (client) => {
    const customer = await orNull(client.customers.retrieve(customerId));
    if (customer === null || customer.deleted) return none;
    const subscription = plan === null ? null : await client.subscriptions.retrieve(plan.id);
    const methodId =
      idOf(subscription?.default_payment_method) ?? idOf(customer.invoice_settings.default_payment_method);
    const method = methodId === null ? null : await client.paymentMethods.retrieve(methodId);
    const card = method?.card ?? null;
    return {
      method:
        card === null
          ? null
          : { brand: card.brand, last4: card.last4, exp_month: card.exp_month, exp_year: card.exp_year },
      // Credit in another currency is no credit for what we invoice.
      credit_minor: currencyOf(customer.currency ?? "usd") === null ? 0 : Math.max(0, -customer.balance),
    };
  });
}
