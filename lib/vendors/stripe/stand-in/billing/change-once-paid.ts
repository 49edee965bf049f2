import {
  changeSubscription,
  type SubscriptionChange,
  supersedePending,
} from "@/lib/vendors/stripe/stand-in/billing/change-subscription";
import { finalizeInvoice, payInvoice } from "@/lib/vendors/stripe/stand-in/billing/collect-invoice";
import { updateSubscription } from "@/lib/vendors/stripe/stand-in/billing/draft-invoice";
import { PENDING_SECONDS } from "@/lib/vendors/stripe/stand-in/billing/dunning-schedule";
import { replaceItems } from "@/lib/vendors/stripe/stand-in/billing/pending-update";
import { invalid } from "@/lib/vendors/stripe/stand-in/refusal";
import { findAll, load, present, save } from "@/lib/vendors/stripe/stand-in/store";
import { SUBSCRIPTION_ITEM } from "@/lib/vendors/stripe/stand-in/subscription-items";
import { SUBSCRIPTION, type SubscriptionState } from "@/lib/vendors/stripe/stand-in/subscriptions";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

/** What Stripe takes with `pending_if_incomplete`, as far as the stand-in knows how to keep it waiting. */
const CAN_WAIT: ReadonlySet<string> = new Set([
  "items",
  "billing_cycle_anchor",
  "cancel_at_period_end",
  "proration_behavior",
  "proration_date",
  "trial_end",
]);
/** Stripe takes these as well. */
const CANNOT_WAIT_HERE: ReadonlySet<string> = new Set(["discounts", "metadata"]);

/** Throws for parameters that cannot be given with `pending_if_incomplete`. */
export function assertCanWait(given: object): void {
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || CAN_WAIT.has(name)) continue;
    throw invalid(
      CANNOT_WAIT_HERE.has(name)
        ? `The stand-in does not keep \`${name}\` waiting: change it apart from \`payment_behavior=pending_if_incomplete\`.`
        : `\`${name}\` is not supported by pending updates. When \`payment_behavior\` is \`pending_if_incomplete\`, you can only pass the parameters that they support.`,
      { param: name },
    );
  }
}

/**
 * Changes a subscription once what that brings is paid. Where it is paid now, that is at once; where the card is declined
 * or its bank wants to be asked, the change waits for its open invoice: until the invoice is paid or void, or 23 hours,
 * or the period, have passed.
 */
export async function changeOncePaid(
  world: World,
  given: SubscriptionState,
  change: SubscriptionChange,
): Promise<void> {
  const before = await supersedePending(world, given, change);
  const earlier = await present(world, SUBSCRIPTION, before);
  const items = await findAll(world, SUBSCRIPTION_ITEM, { subscription: before.id });
  const { invoice: draft } = await changeSubscription(world, before, change, { announced: false });
  const invoice = draft === null ? null : await finalizeInvoice(world, draft);
  const after = await load(world, SUBSCRIPTION, before.id);
  if (invoice === null || invoice.status !== "open") {
    await updateSubscription(world, after, {}, earlier);
    return;
  }
  const { current_period_start, current_period_end, billing_cycle_anchor, discounts } = after;
  const { cancel_at, cancel_at_period_end, canceled_at, cancellation } = after;
  const trialChanges = change.trial_end !== undefined;
  const pending_update = {
    invoice: invoice.id,
    announced: false,
    expires_at: Math.min(
      world.now + PENDING_SECONDS,
      before.current_period_end,
      before.trial_end !== null && before.trial_end > world.now ? before.trial_end : Number.POSITIVE_INFINITY,
      before.cancel_at ?? Number.POSITIVE_INFINITY,
    ),
    billing_cycle_anchor: billing_cycle_anchor === before.billing_cycle_anchor ? null : billing_cycle_anchor,
    cancel_at_period_end: change.cancel_at_period_end ?? null,
    trial_end: trialChanges ? after.trial_end : null,
    items: await findAll(world, SUBSCRIPTION_ITEM, { subscription: before.id }),
    becomes: {
      current_period_start,
      current_period_end,
      billing_cycle_anchor,
      discounts,
      ...(trialChanges ? { status: after.status, trial_end: after.trial_end } : {}),
      ...(change.cancel_at_period_end === undefined
        ? {}
        : { cancel_at, cancel_at_period_end, canceled_at, cancellation }),
    },
  };
  await replaceItems(world, before.id, items);
  await save(world, SUBSCRIPTION, { ...before, latest_invoice: invoice.id, pending_update });
  await payInvoice(world, invoice, { off_session: false, automatic: true });
  const now = await load(world, SUBSCRIPTION, before.id);
  const waits =
    now.pending_update == null ? {} : { pending_update: { ...now.pending_update, announced: true } };
  await updateSubscription(world, now, waits, earlier);
}
