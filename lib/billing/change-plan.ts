import { applyInvoice } from "@/lib/billing/apply-invoice";
import { applySubscription } from "@/lib/billing/apply-subscription";
import { askStripe } from "@/lib/billing/ask-stripe";
import { assertNotByContract } from "@/lib/billing/assert-buyable";
import { findOwnPlan } from "@/lib/billing/find-own-plan";
import { holdLease } from "@/lib/billing/hold-lease";
import { computeChange } from "@/lib/billing/preview-plan-change";
import type { ChangePlan } from "@/lib/billing/schemas";
import { idOf, timeOf } from "@/lib/billing/stripe-names";
import { audit } from "@/lib/platform/audit";
import type { PartnerContext } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { Conflict } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";

/**
 * Changes the plan at once, up or down, for what the preview said: the difference for the rest of the period is charged,
 * or becomes credit. Where the charge fails nothing changes. Throws Forbidden, PaymentRequired `card_declined`, Conflict
 * `not_subscribed`, `already_on_plan`, `preview_outdated`, `plan_by_contract` or `billing_busy`, Unavailable.
 */
export async function changePlan(ctx: PartnerContext, input: ChangePlan): Promise<{ tier: string }> {
  assertPermitted(ctx, "billing:write");
  const { partnerId } = ctx;
  const { tier, proration_date } = input;
  assertNotByContract(await ctx.db.partner.findUniqueOrThrow({ where: { id: partnerId } }));
  return holdLease(ctx, partnerId, async () => {
    if (await wasDone(ctx, tier)) return { tier };
    const { preview, subscriptionId, itemId, priceId } = await computeChange(ctx, tier, proration_date);
    if (preview.due_now_minor !== input.due_now_minor) {
      throw new Conflict("preview_outdated", "The amount has changed since it was shown. Look at it again.");
    }
    const changed = await askStripe(ctx, (client) =>
      client.subscriptions.update(
        subscriptionId,
        {
          items: [{ id: itemId, price: priceId }],
          proration_behavior: "always_invoice",
          proration_date,
          payment_behavior: "error_if_incomplete",
          // Whoever chooses a plan wants to have it.
          cancel_at_period_end: false,
        },
        // The moment of the preview names the click: its retries are the same change, the next one is another.
        { idempotencyKey: `change:${subscriptionId}:${priceId}:${proration_date}` },
      ),
    );
    await transaction(ctx, (tx) =>
      audit(ctx, tx, {
        partnerId,
        action: "partner.plan_changed",
        targetType: "partner",
        targetId: partnerId,
        details: { tier },
      }),
    );
    await applySubscription(ctx, subscriptionId, { at: timeOf(proration_date) });
    const invoice = idOf(changed.latest_invoice);
    if (invoice !== null) await applyInvoice(ctx, invoice);
    return { tier };
  });
}

/** Whether an earlier attempt has made this change and its answer was lost: our books are behind Stripe's then. */
async function wasDone(ctx: PartnerContext, tier: ChangePlan["tier"]): Promise<boolean> {
  const known = await findOwnPlan(ctx);
  await applySubscription(ctx, known.id);
  return known.tier !== tier && (await findOwnPlan(ctx)).tier === tier;
}
