import {
  collectInvoice,
  endPending,
  voidInvoice,
} from "@/lib/vendors/stripe/stand-in/billing/collect-invoice";
import {
  draftInvoice,
  type LineDraft,
  pendingItems,
} from "@/lib/vendors/stripe/stand-in/billing/draft-invoice";
import { endSubscription } from "@/lib/vendors/stripe/stand-in/billing/end-subscription";
import { creditItem, usageLine } from "@/lib/vendors/stripe/stand-in/billing/subscription-lines";
import { INVOICE } from "@/lib/vendors/stripe/stand-in/invoices";
import { invalid } from "@/lib/vendors/stripe/stand-in/refusal";
import { findAll, load, save } from "@/lib/vendors/stripe/stand-in/store";
import { SUBSCRIPTION_ITEM } from "@/lib/vendors/stripe/stand-in/subscription-items";
import {
  type CancellationFeedback,
  hasEnded,
  SUBSCRIPTION,
  type SubscriptionState,
} from "@/lib/vendors/stripe/stand-in/subscriptions";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

export interface Cancellation {
  /** Charge what was used, and what waits, at once. */
  invoice_now: boolean;
  /** Give back what was paid ahead. */
  prorate: boolean;
  comment: string | null;
  feedback: CancellationFeedback | null;
}

/** Ends a subscription at once. A first invoice that was never paid is voided with it. */
export async function cancelSubscription(
  world: World,
  given: SubscriptionState,
  how: Cancellation,
): Promise<SubscriptionState> {
  if (hasEnded(given)) {
    throw invalid(`No such subscription: '${given.id}'`, {
      code: "resource_missing",
      param: "id",
      status: 404,
    });
  }
  const subscription = await endPending(world, given);
  const items = await findAll(world, SUBSCRIPTION_ITEM, { subscription: subscription.id });
  const wasIncomplete = subscription.status === "incomplete";
  if (how.prorate && !wasIncomplete) {
    for (const item of items) await creditItem(world, subscription, item, world.now);
  }
  const ended = await endSubscription(
    world,
    {
      ...subscription,
      cancellation: { ...subscription.cancellation, comment: how.comment, feedback: how.feedback },
    },
    "cancellation_requested",
  );
  if (wasIncomplete) {
    for (const invoice of await findAll(world, INVOICE, { subscription: ended.id, status: "open" })) {
      await voidInvoice(world, invoice);
    }
  } else if (how.invoice_now) {
    await chargeRest(world, ended);
  }
  return load(world, SUBSCRIPTION, ended.id);
}

/** The last invoice: what was used since the period began, and what waited. */
async function chargeRest(world: World, subscription: SubscriptionState): Promise<void> {
  const lines = await usageLines(world, subscription, world.now);
  const pending = await pendingItems(world, subscription.customer, subscription.id);
  if (lines.length === 0 && pending.length === 0) return;
  const invoice = await draftInvoice(world, {
    customer: subscription.customer,
    subscription,
    billing_reason: "subscription_update",
    period: { start: subscription.current_period_start, end: world.now },
    lines,
    takesPending: true,
    discounts: subscription.discounts,
    finalizesAt: null,
    auto_advance: true,
    currency: subscription.currency,
  });
  const current = await load(world, SUBSCRIPTION, subscription.id);
  await save(world, SUBSCRIPTION, { ...current, latest_invoice: invoice.id });
  await collectInvoice(world, invoice, { off_session: true, automatic: true });
}

/** A line for each metered item, for what was used since the period began. */
export async function usageLines(
  world: World,
  subscription: SubscriptionState,
  until: number,
): Promise<LineDraft[]> {
  const lines: LineDraft[] = [];
  const period = { start: subscription.current_period_start, end: until };
  for (const item of await findAll(world, SUBSCRIPTION_ITEM, { subscription: subscription.id })) {
    if (item.quantity === null) lines.push(await usageLine(world, subscription.customer, item, period));
  }
  return lines;
}
