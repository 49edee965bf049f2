import { applyInvoice } from "@/lib/billing/billing/apply-invoice";
import { applySubscription } from "@/lib/billing/billing/apply-subscription";
import { askStripe } from "@/lib/billing/billing/ask-stripe";
import { isLive, livePlan } from "@/lib/billing/billing/partner-standing";
import { idOf } from "@/lib/billing/billing/stripe-names";
import type { Context } from "@/lib/platform/context";

/**
 * Ends the billing of a partner's live calls, once there is no plan: with a final invoice, unless there is `nothing` to
 * bill. Whoever calls has seen to it that every live call is counted at Stripe. Throws Unavailable.
 */
export async function endUsage(
  ctx: Context,
  { partner_id, nothing = false }: { partner_id: string; nothing?: boolean },
): Promise<void> {
  const subscriptions = await ctx.db.subscription.findMany({ where: { partnerId: partner_id } });
  if (livePlan(subscriptions) !== null) return;
  for (const { id } of subscriptions.filter((one) => one.kind === "usage" && isLive(one))) {
    const invoice = await askStripe(ctx, async (client) => {
      const now = await client.subscriptions.retrieve(id);
      if (now.status === "canceled") return idOf(now.latest_invoice);
      return idOf(
        (await client.subscriptions.cancel(id, { invoice_now: !nothing, prorate: false })).latest_invoice,
      );
    });
    await applySubscription(ctx, id);
    if (invoice !== null && !nothing) await applyInvoice(ctx, invoice);
  }
}
