import { periodAround, type Recurrence } from "@/lib/vendors/stripe/stand-in/billing/billing-period";
import { awaitPayment, collectInvoice } from "@/lib/vendors/stripe/stand-in/billing/collect-invoice";
import { draftInvoice, type LineDraft } from "@/lib/vendors/stripe/stand-in/billing/draft-invoice";
import { TRIAL_NOTICE_SECONDS } from "@/lib/vendors/stripe/stand-in/billing/dunning-schedule";
import {
  cycleLine,
  firstPartLine,
  isMetered,
  naturalEnd,
  recurrenceOf,
  trialLine,
} from "@/lib/vendors/stripe/stand-in/billing/subscription-lines";
import { loadCustomer, updateCustomer } from "@/lib/vendors/stripe/stand-in/customers";
import { type DiscountChoice, makeDiscounts } from "@/lib/vendors/stripe/stand-in/discounts";
import { emit } from "@/lib/vendors/stripe/stand-in/events";
import type { InvoiceState } from "@/lib/vendors/stripe/stand-in/invoices";
import { PAYMENT_METHOD } from "@/lib/vendors/stripe/stand-in/payment-methods";
import { PRICE, type PriceState } from "@/lib/vendors/stripe/stand-in/prices";
import { invalid, type StripeRefusal } from "@/lib/vendors/stripe/stand-in/refusal";
import { insert, load, newStripeId, present, save } from "@/lib/vendors/stripe/stand-in/store";
import {
  SUBSCRIPTION_ITEM,
  type SubscriptionItemState,
} from "@/lib/vendors/stripe/stand-in/subscription-items";
import { SUBSCRIPTION, type SubscriptionState } from "@/lib/vendors/stripe/stand-in/subscriptions";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

export interface NewSubscription {
  customer: string;
  items: readonly {
    price: string;
    quantity?: number | undefined;
    metadata?: Record<string, string> | undefined;
  }[];
  default_payment_method: string | null;
  authenticated: boolean;
  off_session: boolean;
  trial_end: number | null;
  missing_payment_method: "cancel" | "create_invoice";
  metadata: Record<string, string>;
  discounts: readonly DiscountChoice[];
  description: string | null;
  billing_cycle_anchor: number | null;
  prorates: boolean;
  /** Whether its first invoice is left for the customer to pay. */
  waits: boolean;
  cancel_at: number | null;
  cancel_at_period_end: boolean;
  save_default_payment_method: "off" | "on_subscription";
}

export interface Started {
  subscription: SubscriptionState;
  invoice: InvoiceState | null;
  /** Why its first invoice was not paid. */
  error: StripeRefusal | null;
}

/** Makes a subscription and its first invoice, and has that paid. */
export async function startSubscription(world: World, input: NewSubscription): Promise<Started> {
  const { subscription, invoice } = await draftSubscription(world, input);
  if (invoice === null) return { subscription, invoice, error: null };
  if (input.waits) {
    const finalized = await awaitPayment(world, invoice);
    return {
      subscription: await load(world, SUBSCRIPTION, subscription.id),
      invoice: finalized,
      error: null,
    };
  }
  const collected = await collectInvoice(world, invoice, {
    off_session: input.off_session,
    authenticated: input.authenticated,
    automatic: true,
  });
  return { ...collected, subscription: await load(world, SUBSCRIPTION, subscription.id) };
}

/** Makes a subscription with the draft of its first invoice; null where nothing is charged in advance. */
export async function draftSubscription(
  world: World,
  input: NewSubscription,
): Promise<{ subscription: SubscriptionState; invoice: InvoiceState | null }> {
  const customer = await loadCustomer(world, input.customer, "customer");
  const prices = await readPrices(world, input.items);
  const recurrence = commonRecurrence(prices);
  await ownMethod(world, customer.id, input.default_payment_method);
  const timing = timeOf(world.now, recurrence, input);
  const id = newStripeId(SUBSCRIPTION.prefix);
  const currency = prices[0]?.currency ?? "usd";
  const discounts = await makeDiscounts(world, input.discounts, {
    customer: customer.id,
    subscription: id,
    invoice: null,
    present: [],
  });
  const paysAhead = prices.some((price) => !isMetered(price)) && (timing.charges || timing.isTrial);
  const base: SubscriptionState = {
    id,
    created: world.now,
    customer: customer.id,
    status: timing.isTrial ? "trialing" : paysAhead ? "incomplete" : "active",
    currency,
    billing_cycle_anchor: timing.anchor,
    current_period_start: world.now,
    current_period_end: timing.end,
    start_date: world.now,
    trial_start: timing.isTrial ? world.now : null,
    trial_end: timing.isTrial ? timing.end : null,
    missing_payment_method: input.missing_payment_method,
    cancel_at: input.cancel_at_period_end ? timing.end : input.cancel_at,
    cancel_at_period_end: input.cancel_at_period_end,
    canceled_at: input.cancel_at_period_end || input.cancel_at !== null ? world.now : null,
    ended_at: null,
    cancellation: { comment: null, feedback: null, reason: null },
    default_payment_method: input.default_payment_method,
    save_default_payment_method: input.save_default_payment_method,
    description: input.description,
    discounts,
    latest_invoice: null,
    metadata: input.metadata,
    announced_trial_end: null,
    announced_renewal: null,
  };
  const subscription = await insert(world, SUBSCRIPTION, base);
  const items: SubscriptionItemState[] = [];
  for (const [index, choice] of input.items.entries()) {
    const price = prices[index];
    if (price !== undefined) items.push(await addItem(world, subscription, price, choice));
  }
  if (customer.currency === null) await updateCustomer(world, customer, { ...customer, currency });
  await emit(world, "customer.subscription.created", await present(world, SUBSCRIPTION, subscription));
  if (timing.isTrial && timing.end - world.now <= TRIAL_NOTICE_SECONDS) {
    await emit(
      world,
      "customer.subscription.trial_will_end",
      await present(world, SUBSCRIPTION, subscription),
    );
    await save(world, SUBSCRIPTION, { ...subscription, announced_trial_end: timing.end });
  }
  const lines = paysAhead ? await firstLines(world, subscription, items, recurrence) : [];
  if (lines.length === 0) return { subscription: await load(world, SUBSCRIPTION, id), invoice: null };
  const invoice = await draftInvoice(world, {
    customer: customer.id,
    subscription,
    billing_reason: "subscription_create",
    period: { start: world.now, end: world.now },
    lines,
    takesPending: true,
    discounts,
    finalizesAt: null,
    auto_advance: true,
    currency,
  });
  const current = await load(world, SUBSCRIPTION, id);
  return {
    subscription: await save(world, SUBSCRIPTION, { ...current, latest_invoice: invoice.id }),
    invoice,
  };
}

export async function addItem(
  world: World,
  subscription: SubscriptionState,
  price: PriceState,
  choice: { quantity?: number | undefined; metadata?: Record<string, string> | undefined },
): Promise<SubscriptionItemState> {
  if (isMetered(price) && choice.quantity !== undefined) {
    throw invalid("You cannot set the quantity of a metered price; it is what its meter counts.", {
      param: "items[0][quantity]",
    });
  }
  return insert(world, SUBSCRIPTION_ITEM, {
    id: newStripeId(SUBSCRIPTION_ITEM.prefix),
    created: world.now,
    subscription: subscription.id,
    price: price.id,
    quantity: isMetered(price) ? null : (choice.quantity ?? 1),
    metadata: choice.metadata ?? {},
    current_period_start: subscription.current_period_start,
    current_period_end: subscription.current_period_end,
    paid_ahead: null,
  });
}

async function readPrices(world: World, items: NewSubscription["items"]): Promise<PriceState[]> {
  if (items.length === 0) {
    throw invalid("Missing required param: items.", { param: "items", code: "parameter_missing" });
  }
  const prices: PriceState[] = [];
  for (const [index, item] of items.entries()) {
    prices.push(await readPrice(world, item.price, `items[${index}][price]`));
  }
  if (new Set(prices.map(({ id }) => id)).size < prices.length) {
    throw invalid("Cannot add multiple subscription items with the same price.", { param: "items" });
  }
  return prices;
}

/** The price of this id, if it can be subscribed to. */
export async function readPrice(world: World, id: string, param: string): Promise<PriceState> {
  const price = await load(world, PRICE, id, param);
  if (!price.active) {
    throw invalid(`The price specified is inactive. This field only accepts active prices.`, { param });
  }
  if (price.recurring === null) {
    throw invalid(
      "The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.",
      { param },
    );
  }
  return price;
}

/** How often all of them are charged. Refuses prices of several rhythms or currencies on one subscription. */
export function commonRecurrence(prices: readonly PriceState[]): Recurrence {
  const [first] = prices;
  if (first === undefined) {
    throw invalid("A subscription must have at least one active plan.", { param: "items" });
  }
  const { interval, interval_count } = recurrenceOf(first);
  for (const price of prices) {
    const other = recurrenceOf(price);
    if (other.interval !== interval || other.interval_count !== interval_count) {
      throw invalid("The stand-in bills all items of a subscription at one interval.", { param: "items" });
    }
    if (price.currency !== first.currency) {
      throw invalid("All prices on a subscription must have the same currency.", { param: "items" });
    }
  }
  return { interval, interval_count };
}

/** Refuses a payment method that is not the customer's. */
export async function ownMethod(world: World, customer: string, method: string | null): Promise<void> {
  if (method === null) return;
  const param = "default_payment_method";
  const state = await load(world, PAYMENT_METHOD, method, param);
  if (state.customer !== customer) {
    throw invalid(
      `The customer does not have a payment method with the ID ${method}. The payment method must be attached to the customer.`,
      { param, code: "resource_missing" },
    );
  }
}

function timeOf(
  now: number,
  recurrence: Recurrence,
  { trial_end, billing_cycle_anchor, prorates }: NewSubscription,
): { anchor: number; end: number; isTrial: boolean; charges: boolean } {
  if (trial_end !== null) {
    if (trial_end <= now) throw invalid("Invalid timestamp: must be in the future.", { param: "trial_end" });
    return { anchor: billing_cycle_anchor ?? trial_end, end: trial_end, isTrial: true, charges: false };
  }
  if (billing_cycle_anchor === null) {
    return { anchor: now, end: naturalEnd(now, recurrence), isTrial: false, charges: true };
  }
  const param = "billing_cycle_anchor";
  if (billing_cycle_anchor < now) throw invalid("`billing_cycle_anchor` cannot be in the past.", { param });
  if (billing_cycle_anchor > naturalEnd(now, recurrence)) {
    throw invalid("`billing_cycle_anchor` cannot be later than next natural billing date.", { param });
  }
  const anchor = billing_cycle_anchor;
  const end = periodAround(anchor, recurrence, now).end;
  return { anchor, end, isTrial: false, charges: prorates || end === naturalEnd(now, recurrence) };
}

async function firstLines(
  world: World,
  subscription: SubscriptionState,
  items: readonly SubscriptionItemState[],
  recurrence: Recurrence,
): Promise<LineDraft[]> {
  const period = { start: subscription.current_period_start, end: subscription.current_period_end };
  const whole = periodAround(subscription.billing_cycle_anchor, recurrence, period.start);
  const lines: LineDraft[] = [];
  for (const item of items) {
    if (item.quantity === null) continue;
    if (subscription.trial_end !== null) lines.push(await trialLine(world, item, period));
    else if (whole.start === period.start) lines.push(await cycleLine(world, item, period));
    else lines.push(await firstPartLine(world, item, period, whole));
  }
  return lines;
}
