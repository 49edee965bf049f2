import Stripe from "stripe";
import {
  boundary,
  type Period,
  periodAround,
  type Recurrence,
} from "@/lib/vendors/stripe/stand-in/billing/billing-period";
import {
  cycleWords,
  type LineDraft,
  meteredUsage,
  productName,
} from "@/lib/vendors/stripe/stand-in/billing/draft-invoice";
import { afterReductions } from "@/lib/vendors/stripe/stand-in/billing/invoice-totals";
import {
  amountOf,
  creditFrom,
  debitFrom,
  describePart,
  describeRemaining,
  describeTrial,
  describeUnused,
  share,
} from "@/lib/vendors/stripe/stand-in/billing/line-amounts";
import { reductionsOf } from "@/lib/vendors/stripe/stand-in/discounts";
import { emit } from "@/lib/vendors/stripe/stand-in/events";
import { INVOICE_ITEM, type InvoiceItemState } from "@/lib/vendors/stripe/stand-in/invoice-items";
import { PRICE, type PriceState } from "@/lib/vendors/stripe/stand-in/prices";
import { invalid } from "@/lib/vendors/stripe/stand-in/refusal";
import { insert, load, newStripeId, present } from "@/lib/vendors/stripe/stand-in/store";
import type { SubscriptionItemState } from "@/lib/vendors/stripe/stand-in/subscription-items";
import type { SubscriptionState } from "@/lib/vendors/stripe/stand-in/subscriptions";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

export function recurrenceOf(price: PriceState): Recurrence {
  if (price.recurring === null) {
    throw invalid(
      `The price specified is set to \`type=one_time\` but this field only accepts prices with \`type=recurring\`.`,
      {
        param: "items[0][price]",
      },
    );
  }
  return price.recurring;
}

export function isMetered(price: PriceState): boolean {
  return price.recurring?.usage_type === "metered";
}

function lineOf(item: SubscriptionItemState, price: PriceState, period: Period) {
  return {
    price: price.id,
    product: price.product,
    period,
    metadata: item.metadata,
    subscription: item.subscription,
    subscription_item: item.id,
    invoice_item: null,
    credited: null,
  };
}

/** What an item costs for a whole period in advance. */
export async function cycleLine(
  world: World,
  item: SubscriptionItemState,
  period: Period,
): Promise<LineDraft> {
  const price = await load(world, PRICE, item.price);
  const quantity = item.quantity ?? 0;
  return {
    ...lineOf(item, price, period),
    amount: amountOf(quantity, price.unit_amount_decimal),
    description: await cycleWords(world, price, quantity),
    quantity,
    unit_amount_decimal: price.unit_amount_decimal,
    discountable: true,
    proration: false,
    metered: false,
  };
}

/** What an item costs until the anchor, where its first period is shorter than the others. */
export async function firstPartLine(
  world: World,
  item: SubscriptionItemState,
  period: Period,
  whole: Period,
): Promise<LineDraft> {
  const price = await load(world, PRICE, item.price);
  const quantity = item.quantity ?? 0;
  const full = amountOf(quantity, price.unit_amount_decimal);
  const amount = share(full, period.end - period.start, whole.end - whole.start);
  return {
    ...lineOf(item, price, period),
    amount,
    description: describePart(quantity, await productName(world, price), period),
    quantity,
    unit_amount_decimal: perUnit(amount, quantity),
    discountable: true,
    proration: true,
    metered: false,
  };
}

/** Nothing, for a trial. */
export async function trialLine(
  world: World,
  item: SubscriptionItemState,
  period: Period,
): Promise<LineDraft> {
  const price = await load(world, PRICE, item.price);
  const quantity = item.quantity ?? 0;
  return {
    ...lineOf(item, price, period),
    amount: 0,
    description: describeTrial(quantity, await productName(world, price)),
    quantity,
    unit_amount_decimal: "0",
    discountable: true,
    proration: false,
    metered: false,
  };
}

/** What was used in a period, charged after it. */
export async function usageLine(
  world: World,
  customer: string,
  item: SubscriptionItemState,
  period: Period,
): Promise<LineDraft> {
  const price = await load(world, PRICE, item.price);
  const quantity = await meteredUsage(world, price, customer, period);
  return {
    ...lineOf(item, price, period),
    amount: amountOf(quantity, price.unit_amount_decimal),
    description: await cycleWords(world, price, quantity),
    quantity,
    unit_amount_decimal: price.unit_amount_decimal,
    discountable: true,
    proration: false,
    metered: true,
  };
}

function perUnit(amount: number, quantity: number): string {
  if (quantity === 0) return "0";
  return Stripe.Decimal.from(amount).div(Stripe.Decimal.from(quantity), 12, "half-up").toString();
}

interface Proration {
  item: SubscriptionItemState;
  price: PriceState;
  quantity: number;
  amount: number;
  description: string;
  period: Period;
  credited: InvoiceItemState["credited"];
}

async function keepProration(
  world: World,
  subscription: SubscriptionState,
  { item, price, quantity, amount, description, period, credited }: Proration,
): Promise<InvoiceItemState> {
  const state = await insert(world, INVOICE_ITEM, {
    id: newStripeId(INVOICE_ITEM.prefix),
    created: world.now,
    customer: subscription.customer,
    subscription: subscription.id,
    subscription_item: item.id,
    invoice: null,
    amount,
    currency: subscription.currency,
    description,
    quantity,
    price: price.id,
    product: price.product,
    unit_amount_decimal: perUnit(amount, quantity),
    period,
    proration: true,
    credited,
    discountable: false,
    metadata: item.metadata,
  });
  await emit(world, "invoiceitem.created", await present(world, INVOICE_ITEM, state));
  return state;
}

/** Gives back what an item was charged for the time from `at` on, with the next invoice. */
export async function creditItem(
  world: World,
  subscription: SubscriptionState,
  item: SubscriptionItemState,
  at: number,
): Promise<void> {
  const paid = item.paid_ahead;
  if (paid === null || at >= paid.end) return;
  const amount = creditFrom(paid, at);
  if (amount === 0 && paid.amount === 0) return;
  const price = await load(world, PRICE, item.price);
  const quantity = item.quantity ?? 1;
  await keepProration(world, subscription, {
    item,
    price,
    quantity,
    amount,
    description: describeUnused(quantity, await productName(world, price), at),
    period: { start: at, end: paid.end },
    credited: paid.invoice === null || paid.line === null ? null : { invoice: paid.invoice, line: paid.line },
  });
}

/**
 * Charges an item from `at` to the period's end, with the next invoice: its share of the whole period's price, net of
 * the discounts that last. Returns what the item is paid ahead by then.
 */
export async function debitItem(
  world: World,
  subscription: SubscriptionState,
  item: SubscriptionItemState,
  at: number,
): Promise<SubscriptionItemState["paid_ahead"]> {
  const price = await load(world, PRICE, item.price);
  const quantity = item.quantity ?? 1;
  const lasting = (await reductionsOf(world, subscription.discounts, at)).filter(({ once }) => !once);
  const full = afterReductions(amountOf(quantity, price.unit_amount_decimal), price.product, lasting);
  const whole = periodAround(subscription.billing_cycle_anchor, recurrenceOf(price), at);
  const end = subscription.current_period_end;
  const amount = debitFrom(full, { start: whole.start, end: Math.max(end, whole.end) }, at);
  await keepProration(world, subscription, {
    item,
    price,
    quantity,
    amount,
    description: describeRemaining(quantity, await productName(world, price), at),
    period: { start: at, end },
    credited: null,
  });
  return { start: at, end, amount, invoice: null, line: null };
}

/** The period after `start` in the subscription's rhythm. */
export function nextPeriod(anchor: number, recurrence: Recurrence, start: number): Period {
  return { start, end: start < anchor ? anchor : periodAround(anchor, recurrence, start).end };
}

/** The latest moment an anchor may be set to: where the period would end of itself. */
export function naturalEnd(start: number, recurrence: Recurrence): number {
  return boundary(start, recurrence, 1);
}
