import type Stripe from "stripe";
import { askStripe, isMissing } from "@/lib/billing/billing/ask-stripe";
import { beginReading } from "@/lib/billing/billing/begin-reading";
import { findCustomerPartner } from "@/lib/billing/billing/find-customer-partner";
import { monthlyRevenueOf, type RecurringDiscount } from "@/lib/billing/billing/monthly-revenue";
import { isLive } from "@/lib/billing/billing/partner-standing";
import { endSetAside, setAside } from "@/lib/billing/billing/set-aside";
import { settlePartner } from "@/lib/billing/billing/settle-partner";
import { currencyOf, idOf, tierOf, timeOf } from "@/lib/billing/billing/stripe-names";
import {
  PLAN_ENDED_JOB,
  PLAN_STARTED_JOB,
  TRIAL_REFUSED_JOB,
  tellBillingPeople,
} from "@/lib/billing/billing/tell-billing-people";
import { claimTrial } from "@/lib/billing/billing/trial-claims";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { lockPartner } from "@/lib/platform/find-partner";
import type { Prisma, Subscription as SubscriptionRow } from "@/lib/platform/prisma/client";

/**
 * Reads a subscription from Stripe, writes it down, and makes its partner what follows from it. Any number of times, in
 * any order. `at`: when what made it change happened, by Stripe's clock, where that is known. Returns its partner, or null
 * for one that is not ours or not in a currency of ours, which is set aside. Throws Unavailable.
 */
export async function applySubscription(
  ctx: Context,
  subscriptionId: string,
  { at }: { at?: Date | undefined } = {},
): Promise<string | null> {
  let reading = await beginReading(ctx);
  let subscription = await readSubscription(ctx, subscriptionId);
  const partnerId = subscription === null ? null : await partnerOf(ctx, subscription);
  let trialRefused = false;
  if (subscription !== null && partnerId !== null && (await isRefusedTrial(ctx, partnerId, subscription))) {
    trialRefused = true;
    await endUnpaid(ctx, subscription);
    reading = await beginReading(ctx);
    subscription = await readSubscription(ctx, subscriptionId);
  }
  const data = subscription === null ? null : rowOf(subscription);
  if (subscription === null || partnerId === null || data === null) {
    if (subscription !== null && partnerId === null) await keepOut(ctx, subscription, "unknown_customer");
    else ctx.log.warn({ subscriptionId }, "a subscription at Stripe is none of ours");
    return null;
  }
  if (currencyOf(subscription.currency) === null) {
    await keepOut(ctx, subscription, "foreign_currency");
    return null;
  }
  await transaction(ctx, async (tx) => {
    await lockPartner(tx, partnerId);
    const before = await tx.subscription.findUnique({ where: { id: subscriptionId } });
    if (before !== null && before.reading > reading) return;
    const row = {
      ...data,
      partnerId,
      reading,
      syncedAt: ctx.clock.now(),
      ...(trialRefused ? { trialRefused } : {}),
    };
    const after = await tx.subscription.upsert({
      where: { id: subscriptionId },
      create: { ...row, id: subscriptionId },
      update: row,
    });
    if (before === null) await endSetAside(ctx, tx, subscriptionId);
    const planChanged = after.kind === "plan" && differs(before, after);
    await settlePartner(ctx, tx, partnerId, { at, planChanged });
    if (after.kind !== "plan") return;
    const had = before !== null && isLive(before);
    const has = isLive(after);
    const about = { subscription_id: subscriptionId };
    if (has && !had) await tellBillingPeople(tx, partnerId, PLAN_STARTED_JOB, about);
    if (had && !has) await tellBillingPeople(tx, partnerId, PLAN_ENDED_JOB, about);
    if (trialRefused) await tellBillingPeople(tx, partnerId, TRIAL_REFUSED_JOB, about);
  });
  return partnerId;
}

async function keepOut(
  ctx: Context,
  { id, customer, currency }: Stripe.Subscription,
  reason: "unknown_customer" | "foreign_currency",
): Promise<void> {
  const why =
    reason === "unknown_customer"
      ? "who is no partner here"
      : `in ${currency.toUpperCase()}, which we keep no books in`;
  const detail = `A subscription of the customer ${idOf(customer)}, ${why}.`;
  await setAside(ctx, { objectId: id, reason, detail });
}

function readSubscription(ctx: Context, id: string): Promise<Stripe.Subscription | null> {
  return askStripe(ctx, (client) =>
    client.subscriptions.retrieve(id, { expand: ["discounts.source.coupon"] }),
  ).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
}

/**
 * Whether a plan that we hear of for the first time begins with a trial that its people or its card have had before. It
 * was bought in good faith, or by a race of two checkouts, so nothing is charged for it.
 */
async function isRefusedTrial(
  ctx: Context,
  partnerId: string,
  subscription: Stripe.Subscription,
): Promise<boolean> {
  const { id, status, trial_end, ended_at } = subscription;
  if (trial_end === null || rowOf(subscription)?.kind !== "plan") return false;
  // Once we have it in our books it is somebody's.
  if ((await ctx.db.subscription.count({ where: { id } })) > 0) return false;
  if (await claimTrial(ctx, partnerId, subscription)) return false;
  return status === "trialing" || (ended_at !== null && ended_at <= trial_end);
}

async function endUnpaid(ctx: Context, { id, status }: Stripe.Subscription): Promise<void> {
  if (status !== "trialing") return;
  ctx.log.warn({ subscriptionId: id }, "a trial was ended: its people or its card had one before");
  await askStripe(ctx, (client) =>
    client.subscriptions.cancel(id, { invoice_now: false, prorate: false }),
  ).catch((error: unknown) => {
    // Two that read it at once end it once.
    if (!isMissing(error)) throw error;
  });
}

/** Whose it is; what was written down before stays theirs, also when its customer is no longer at Stripe. */
async function partnerOf(ctx: Context, { id, customer }: Stripe.Subscription): Promise<string | null> {
  const known = await ctx.db.subscription.findUnique({ where: { id }, select: { partnerId: true } });
  return known?.partnerId ?? findCustomerPartner(ctx, idOf(customer) ?? "");
}

/** What partners are told of a plan. */
function differs(before: SubscriptionRow | null, after: SubscriptionRow): boolean {
  return (
    before === null ||
    before.tier !== after.tier ||
    before.status !== after.status ||
    before.cancelAt?.getTime() !== after.cancelAt?.getTime() ||
    before.trialEnd?.getTime() !== after.trialEnd?.getTime()
  );
}

type SubscriptionData = Omit<
  Prisma.SubscriptionUncheckedCreateInput,
  "id" | "partnerId" | "reading" | "syncedAt"
>;

/** Null for what is neither a plan nor usage: somebody made it by hand. */
function rowOf(subscription: Stripe.Subscription): SubscriptionData | null {
  const item = subscription.items.data[0];
  if (item === undefined) return null;
  const { price } = item;
  const usage = price.recurring?.usage_type === "metered";
  const tier = usage ? null : tierOf(price);
  if (!usage && tier === null) return null;
  const { status } = subscription;
  const amountMinor = usage ? null : (price.unit_amount ?? 0) * (item.quantity ?? 1);
  const interval = price.recurring?.interval ?? "month";
  return {
    kind: usage ? "usage" : "plan",
    tier,
    status,
    itemId: item.id,
    priceId: price.id,
    currency: subscription.currency.toUpperCase(),
    amountMinor,
    interval,
    currentPeriodStart: timeOf(item.current_period_start),
    currentPeriodEnd: timeOf(item.current_period_end),
    startedAt: timeOf(subscription.start_date),
    trialEnd: timeOf(subscription.trial_end),
    cancelAt: timeOf(
      subscription.cancel_at ?? (subscription.cancel_at_period_end ? item.current_period_end : null),
    ),
    canceledAt: timeOf(subscription.canceled_at),
    endedAt: timeOf(subscription.ended_at),
    latestInvoiceId: idOf(subscription.latest_invoice),
    ...pendingOf(subscription),
    mrrMinor:
      amountMinor === null
        ? 0
        : monthlyRevenueOf({
            status,
            amountMinor,
            interval,
            discounts: subscription.discounts.flatMap(recurring),
          }),
    createdAt: timeOf(subscription.created),
  };
}

/** The change that waits. Its invoice is the latest: nothing else is invoiced before it is paid or dropped. */
function pendingOf({ pending_update: pending, latest_invoice }: Stripe.Subscription) {
  const price = pending?.subscription_items?.[0]?.price;
  const tier = price === undefined ? null : tierOf(price);
  if (pending === null || tier === null) {
    return { pendingTier: null, pendingInvoiceId: null, pendingExpiresAt: null };
  }
  return {
    pendingTier: tier,
    pendingInvoiceId: idOf(latest_invoice),
    pendingExpiresAt: timeOf(pending.expires_at),
  };
}

function recurring(discount: string | Stripe.Discount): RecurringDiscount[] {
  const coupon = typeof discount === "string" ? null : discount.source.coupon;
  if (coupon === null || typeof coupon === "string") return [];
  return [{ duration: coupon.duration, percentOff: coupon.percent_off, amountOffMinor: coupon.amount_off }];
}
