import { usageLines } from "@/lib/vendors/stripe/stand-in/billing/cancel-subscription";
import { rhythmOf } from "@/lib/vendors/stripe/stand-in/billing/change-subscription";
import {
  draftInvoice,
  pendingItems,
  updateSubscription,
} from "@/lib/vendors/stripe/stand-in/billing/draft-invoice";
import { DRAFT_SECONDS } from "@/lib/vendors/stripe/stand-in/billing/dunning-schedule";
import { endSubscription } from "@/lib/vendors/stripe/stand-in/billing/end-subscription";
import { cycleLine, nextPeriod } from "@/lib/vendors/stripe/stand-in/billing/subscription-lines";
import { defaultPaymentMethod } from "@/lib/vendors/stripe/stand-in/customer-state";
import { DISCOUNT } from "@/lib/vendors/stripe/stand-in/discounts";
import type { InvoiceState } from "@/lib/vendors/stripe/stand-in/invoices";
import { find, findAll, load, present, save } from "@/lib/vendors/stripe/stand-in/store";
import { SUBSCRIPTION_ITEM } from "@/lib/vendors/stripe/stand-in/subscription-items";
import { SUBSCRIPTION, type SubscriptionState } from "@/lib/vendors/stripe/stand-in/subscriptions";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

/**
 * What happens where a subscription's period ends, at `world.now`: it ends, or its next period begins, with the draft of
 * an invoice for that and for what the last one used. The draft is finalized an hour later.
 */
export async function renewSubscription(
  world: World,
  subscription: SubscriptionState,
): Promise<InvoiceState | null> {
  if (await endsNow(world, subscription)) return endWithUsage(world, subscription);
  const earlier = await present(world, SUBSCRIPTION, subscription);
  const used = await usageLines(world, subscription, subscription.current_period_end);
  const period = nextPeriod(
    subscription.billing_cycle_anchor,
    await rhythmOf(world, subscription),
    subscription.current_period_end,
  );
  const state = await save(world, SUBSCRIPTION, {
    ...subscription,
    status: subscription.status === "trialing" ? "active" : subscription.status,
    current_period_start: period.start,
    current_period_end: period.end,
    discounts: await lastingDiscounts(world, subscription),
  });
  const lines = [...used];
  for (const item of await findAll(world, SUBSCRIPTION_ITEM, { subscription: state.id })) {
    const next = await save(world, SUBSCRIPTION_ITEM, {
      ...item,
      current_period_start: period.start,
      current_period_end: period.end,
    });
    if (next.quantity !== null) lines.push(await cycleLine(world, next, period));
  }
  const collects = state.status !== "unpaid";
  const invoice = await draftInvoice(world, {
    customer: state.customer,
    subscription: state,
    billing_reason: "subscription_cycle",
    period: { start: subscription.current_period_start, end: subscription.current_period_end },
    lines,
    takesPending: true,
    discounts: state.discounts,
    finalizesAt: collects ? world.now + DRAFT_SECONDS : null,
    auto_advance: collects,
    currency: state.currency,
  });
  const current = await load(world, SUBSCRIPTION, state.id);
  await updateSubscription(world, current, { latest_invoice: invoice.id }, earlier);
  return invoice;
}

async function endsNow(world: World, subscription: SubscriptionState): Promise<boolean> {
  if (subscription.cancel_at !== null && subscription.cancel_at <= world.now) return true;
  if (subscription.status !== "trialing" || subscription.missing_payment_method !== "cancel") return false;
  const method =
    subscription.default_payment_method ?? (await defaultPaymentMethod(world, subscription.customer));
  return method === null;
}

/** Ends a subscription whose time has come; what it used, and what waited, is still invoiced. */
async function endWithUsage(world: World, subscription: SubscriptionState): Promise<InvoiceState | null> {
  const until = Math.min(world.now, subscription.current_period_end);
  const lines = await usageLines(world, subscription, until);
  const ended = await endSubscription(world, subscription, "cancellation_requested");
  const pending = await pendingItems(world, subscription.customer, subscription.id);
  if (lines.length === 0 && pending.every((item) => item.subscription === null)) return null;
  const invoice = await draftInvoice(world, {
    customer: ended.customer,
    subscription: ended,
    billing_reason: "subscription_cycle",
    period: { start: ended.current_period_start, end: until },
    lines,
    takesPending: true,
    discounts: ended.discounts,
    finalizesAt: world.now + DRAFT_SECONDS,
    auto_advance: true,
    currency: ended.currency,
  });
  const current = await load(world, SUBSCRIPTION, ended.id);
  await save(world, SUBSCRIPTION, { ...current, latest_invoice: invoice.id });
  return invoice;
}

async function lastingDiscounts(world: World, subscription: SubscriptionState): Promise<string[]> {
  const lasting: string[] = [];
  for (const id of subscription.discounts) {
    const discount = await find(world, DISCOUNT, id);
    if (discount !== null && (discount.end === null || discount.end > world.now)) lasting.push(id);
  }
  return lasting;
}
