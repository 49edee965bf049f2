import type { Period } from "@/lib/vendors/stripe/stand-in/billing/billing-period";
import { voidInvoice } from "@/lib/vendors/stripe/stand-in/billing/collect-invoice";
import {
  draftInvoice,
  type LineDraft,
  pendingItems,
  updateSubscription,
} from "@/lib/vendors/stripe/stand-in/billing/draft-invoice";
import {
  addItem,
  commonRecurrence,
  ownMethod,
  readPrice,
} from "@/lib/vendors/stripe/stand-in/billing/start-subscription";
import {
  creditItem,
  cycleLine,
  debitItem,
  isMetered,
  naturalEnd,
  recurrenceOf,
  usageLine,
} from "@/lib/vendors/stripe/stand-in/billing/subscription-lines";
import { type DiscountChoice, makeDiscounts } from "@/lib/vendors/stripe/stand-in/discounts";
import { INVOICE, type InvoiceState } from "@/lib/vendors/stripe/stand-in/invoices";
import { PRICE, type PriceState } from "@/lib/vendors/stripe/stand-in/prices";
import { invalid } from "@/lib/vendors/stripe/stand-in/refusal";
import { findAll, load, mergeMetadata, present, remove, save } from "@/lib/vendors/stripe/stand-in/store";
import {
  SUBSCRIPTION_ITEM,
  type SubscriptionItemState,
} from "@/lib/vendors/stripe/stand-in/subscription-items";
import {
  type CancellationFeedback,
  hasEnded,
  SUBSCRIPTION,
  type SubscriptionState,
} from "@/lib/vendors/stripe/stand-in/subscriptions";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

export interface ItemChange {
  id?: string | undefined;
  price?: string | undefined;
  quantity?: number | undefined;
  deleted?: boolean | undefined;
  metadata?: Record<string, string> | null | undefined;
}

export interface SubscriptionChange {
  items?: readonly ItemChange[] | undefined;
  proration_behavior?: "always_invoice" | "create_prorations" | "none" | undefined;
  proration_date?: number | undefined;
  billing_cycle_anchor?: "now" | "unchanged" | undefined;
  trial_end?: "now" | number | undefined;
  discounts?: readonly DiscountChoice[] | null | undefined;
  cancel_at?: number | null | undefined;
  cancel_at_period_end?: boolean | undefined;
  cancellation?:
    | { comment?: string | null | undefined; feedback?: CancellationFeedback | null | undefined }
    | undefined;
  default_payment_method?: string | null | undefined;
  description?: string | null | undefined;
  metadata?: Record<string, string> | null | undefined;
  missing_payment_method?: "cancel" | "create_invoice" | undefined;
  save_default_payment_method?: "off" | "on_subscription" | undefined;
}

/** What an item becomes. */
interface Planned {
  item: SubscriptionItemState | null;
  was: PriceState | null;
  price: PriceState | null;
  quantity: number | null;
  metadata: Record<string, string>;
}

/** What a change that waits gives way to: another that may bring an invoice, or that says otherwise of the end. */
export async function supersedePending(
  world: World,
  subscription: SubscriptionState,
  change: SubscriptionChange,
): Promise<SubscriptionState> {
  const { pending_update: pending } = subscription;
  if (pending == null) return subscription;
  const charges =
    change.items !== undefined || change.trial_end !== undefined || change.billing_cycle_anchor === "now";
  const { cancel_at_period_end: ends } = change;
  const disagrees =
    ends !== undefined && pending.cancel_at_period_end !== null && ends !== pending.cancel_at_period_end;
  if (!charges && !disagrees) return subscription;
  await voidInvoice(world, await load(world, INVOICE, pending.invoice));
  return load(world, SUBSCRIPTION, subscription.id);
}

/**
 * Changes a subscription. Returns it with the draft of the invoice that the change brings at once: of prorations where
 * `always_invoice` asks for it, of a new period where the rhythm begins anew; null where nothing is charged now.
 */
export async function changeSubscription(
  world: World,
  given: SubscriptionState,
  change: SubscriptionChange,
  { announced = true }: { announced?: boolean } = {},
): Promise<{ subscription: SubscriptionState; invoice: InvoiceState | null }> {
  const subscription = await supersedePending(world, given, change);
  if (hasEnded(subscription)) {
    throw invalid("A canceled subscription can only update its cancellation_details and metadata.");
  }
  const earlier = await present(world, SUBSCRIPTION, subscription);
  const at = prorationDate(world, subscription, change.proration_date);
  await ownMethod(world, subscription.customer, change.default_payment_method ?? null);
  const discounts = await changedDiscounts(world, subscription, change);
  let state: SubscriptionState = await save(world, SUBSCRIPTION, {
    ...subscription,
    ...cancellationOf(world, subscription, change),
    discounts,
    default_payment_method:
      change.default_payment_method === undefined
        ? subscription.default_payment_method
        : change.default_payment_method,
    description: change.description === undefined ? subscription.description : change.description,
    metadata: mergeMetadata(subscription.metadata, change.metadata),
    missing_payment_method: change.missing_payment_method ?? subscription.missing_payment_method,
    save_default_payment_method:
      change.save_default_payment_method ?? subscription.save_default_payment_method,
  });
  const planned = await planItems(world, subscription, change.items ?? []);
  const recurrence = commonRecurrence(planned.flatMap(({ price }) => (price === null ? [] : [price])));
  const old = planned.flatMap(({ was }) => (was === null ? [] : [was]));
  const oldRecurrence = old.length === 0 ? recurrence : commonRecurrence(old);
  const otherRhythm =
    recurrence.interval !== oldRecurrence.interval ||
    recurrence.interval_count !== oldRecurrence.interval_count;
  const onTrial = state.status === "trialing";
  if (onTrial && change.billing_cycle_anchor === "now") {
    throw invalid("The stand-in keeps the billing cycle of a trial: end the trial instead.", {
      param: "billing_cycle_anchor",
    });
  }
  if (typeof change.trial_end === "number") {
    state = await save(world, SUBSCRIPTION, { ...state, ...trialUntil(world, state, change.trial_end) });
  }
  const restarts = onTrial
    ? change.trial_end === "now"
    : otherRhythm || change.billing_cycle_anchor === "now";
  const prorates = !onTrial && change.proration_behavior !== "none";
  const lines: LineDraft[] = [];
  if (restarts) {
    if (prorates) {
      for (const { item } of planned) if (item !== null) await creditItem(world, state, item, at);
    }
    if (!onTrial) lines.push(...(await usageSoFar(world, state, planned)));
    state = await save(world, SUBSCRIPTION, {
      ...state,
      billing_cycle_anchor: world.now,
      current_period_start: world.now,
      current_period_end: naturalEnd(world.now, recurrence),
      ...(state.cancel_at_period_end ? { cancel_at: naturalEnd(world.now, recurrence) } : {}),
      ...(onTrial ? { status: "active" as const, trial_end: world.now } : {}),
    });
  }
  const items = await applyItems(world, state, planned, restarts ? null : prorates ? at : "free");
  if (restarts) {
    const period: Period = { start: state.current_period_start, end: state.current_period_end };
    for (const item of items) if (item.quantity !== null) lines.push(await cycleLine(world, item, period));
  }
  const invoice = await invoiceNow(world, state, lines, {
    restarts,
    always: change.proration_behavior === "always_invoice",
    proration_date: change.proration_date ?? null,
  });
  const current = await load(world, SUBSCRIPTION, state.id);
  const latest = invoice === null ? {} : { latest_invoice: invoice.id };
  const after = announced
    ? await updateSubscription(world, current, latest, earlier)
    : await save(world, SUBSCRIPTION, { ...current, ...latest });
  return { subscription: after, invoice };
}

async function invoiceNow(
  world: World,
  subscription: SubscriptionState,
  lines: readonly LineDraft[],
  how: { restarts: boolean; always: boolean; proration_date: number | null },
): Promise<InvoiceState | null> {
  const pending = await pendingItems(world, subscription.customer, subscription.id);
  const due = how.restarts ? lines.length > 0 : how.always && pending.length > 0;
  if (!due) return null;
  return draftInvoice(world, {
    customer: subscription.customer,
    subscription,
    billing_reason: "subscription_update",
    period: {
      start: subscription.current_period_start,
      end: how.restarts ? world.now : subscription.current_period_end,
    },
    lines,
    takesPending: true,
    discounts: subscription.discounts,
    finalizesAt: null,
    auto_advance: true,
    currency: subscription.currency,
    proration_date: how.proration_date,
  });
}

function prorationDate(world: World, subscription: SubscriptionState, given: number | undefined): number {
  if (given === undefined) return world.now;
  if (given < subscription.current_period_start || given > subscription.current_period_end) {
    throw invalid("Cannot specify `proration_date` outside of current subscription period.", {
      param: "proration_date",
    });
  }
  return given;
}

async function changedDiscounts(
  world: World,
  subscription: SubscriptionState,
  change: SubscriptionChange,
): Promise<string[]> {
  if (change.discounts === undefined) return subscription.discounts;
  return makeDiscounts(world, change.discounts ?? [], {
    customer: subscription.customer,
    subscription: subscription.id,
    invoice: null,
    present: subscription.discounts,
  });
}

function cancellationOf(
  world: World,
  subscription: SubscriptionState,
  change: SubscriptionChange,
): Pick<SubscriptionState, "cancel_at" | "cancel_at_period_end" | "canceled_at" | "cancellation"> {
  const { cancel_at_period_end: atEnd, cancel_at: asked } = change;
  if (atEnd === true && typeof asked === "number") {
    throw invalid("You may only specify one of these parameters: cancel_at, cancel_at_period_end.", {
      param: "cancel_at",
    });
  }
  if (typeof asked === "number" && asked <= world.now) {
    throw invalid("Invalid timestamp: `cancel_at` must be in the future.", { param: "cancel_at" });
  }
  const cancellation = { ...subscription.cancellation, ...definedOf(change.cancellation ?? {}) };
  if (atEnd === undefined && asked === undefined) {
    const { cancel_at, cancel_at_period_end, canceled_at } = subscription;
    return { cancel_at, cancel_at_period_end, canceled_at, cancellation };
  }
  const cancel_at = atEnd === true ? subscription.current_period_end : (asked ?? null);
  return {
    cancel_at,
    cancel_at_period_end: atEnd ?? false,
    canceled_at: cancel_at === null ? null : (subscription.canceled_at ?? world.now),
    cancellation: { ...cancellation, reason: cancel_at === null ? null : "cancellation_requested" },
  };
}

function definedOf(change: NonNullable<SubscriptionChange["cancellation"]>) {
  return {
    ...(change.comment === undefined ? {} : { comment: change.comment }),
    ...(change.feedback === undefined ? {} : { feedback: change.feedback }),
  };
}

function trialUntil(world: World, subscription: SubscriptionState, end: number): Partial<SubscriptionState> {
  if (subscription.status !== "trialing") {
    throw invalid("The stand-in moves the end of a trial only while the trial lasts.", {
      param: "trial_end",
    });
  }
  if (end <= world.now) throw invalid("Invalid timestamp: must be in the future.", { param: "trial_end" });
  return {
    trial_end: end,
    billing_cycle_anchor: end,
    current_period_end: end,
    ...(subscription.cancel_at_period_end ? { cancel_at: end } : {}),
  };
}

async function planItems(
  world: World,
  subscription: SubscriptionState,
  changes: readonly ItemChange[],
): Promise<Planned[]> {
  const items = await findAll(world, SUBSCRIPTION_ITEM, { subscription: subscription.id });
  const planned: Planned[] = [];
  for (const item of items) {
    const price = await load(world, PRICE, item.price);
    planned.push({ item, was: price, price, quantity: item.quantity, metadata: item.metadata });
  }
  for (const [index, change] of changes.entries()) {
    const param = `items[${index}]`;
    if (change.id === undefined) {
      planned.push(await newItem(world, planned, change, param));
      continue;
    }
    const plan = planned.find(({ item }) => item?.id === change.id);
    if (plan === undefined)
      throw invalid(`No such subscription item: '${change.id}'`, { param: `${param}[id]` });
    await replan(world, plan, change, param);
  }
  return planned;
}

async function newItem(
  world: World,
  planned: readonly Planned[],
  change: ItemChange,
  param: string,
): Promise<Planned> {
  if (change.price === undefined) {
    throw invalid(`Missing required param: ${param}[price].`, {
      param: `${param}[price]`,
      code: "parameter_missing",
    });
  }
  const price = await readPrice(world, change.price, `${param}[price]`);
  if (planned.some((plan) => plan.price?.id === price.id)) {
    throw invalid(`Price \`${price.id}\` is already on this subscription: change that item instead.`, {
      param,
    });
  }
  const quantity = isMetered(price) ? null : (change.quantity ?? 1);
  return { item: null, was: null, price, quantity, metadata: mergeMetadata({}, change.metadata) };
}

async function replan(world: World, plan: Planned, change: ItemChange, param: string): Promise<void> {
  if (change.deleted === true) {
    plan.price = null;
    return;
  }
  if (change.price !== undefined) plan.price = await readPrice(world, change.price, `${param}[price]`);
  const metered = plan.price !== null && isMetered(plan.price);
  if (metered && change.quantity !== undefined) {
    throw invalid("You cannot set the quantity of a metered price; it is what its meter counts.", {
      param: `${param}[quantity]`,
    });
  }
  plan.quantity = metered ? null : (change.quantity ?? plan.quantity ?? 1);
  plan.metadata = mergeMetadata(plan.metadata, change.metadata);
}

/** What the period so far used, of items that go or whose period ends now. */
async function usageSoFar(
  world: World,
  subscription: SubscriptionState,
  planned: readonly Planned[],
): Promise<LineDraft[]> {
  const period = { start: subscription.current_period_start, end: world.now };
  const lines: LineDraft[] = [];
  for (const { item, was } of planned) {
    if (item === null || was === null || !isMetered(was)) continue;
    const line = await usageLine(world, subscription.customer, item, period);
    // What is charged now is not counted again when the invoice is finalized.
    lines.push({ ...line, metered: false });
  }
  return lines;
}

/** Keeps the items; `at` is when prorations are counted from, "free" where there are none, null where all is charged anew. */
async function applyItems(
  world: World,
  subscription: SubscriptionState,
  planned: readonly Planned[],
  at: number | "free" | null,
): Promise<SubscriptionItemState[]> {
  const kept: SubscriptionItemState[] = [];
  const period = {
    current_period_start: subscription.current_period_start,
    current_period_end: subscription.current_period_end,
  };
  for (const plan of planned) {
    const { item, was, price, quantity, metadata } = plan;
    const changes = item === null || item.price !== price?.id || item.quantity !== quantity;
    const prorated = typeof at === "number" && changes;
    if (prorated && item !== null) await creditItem(world, subscription, item, at);
    if (price === null) {
      if (item !== null) await remove(world, SUBSCRIPTION_ITEM, item.id);
      if (item !== null && was !== null && isMetered(was) && at !== null) {
        throw invalid("The stand-in does not take a metered price off a running subscription: cancel it.", {
          param: "items",
        });
      }
      continue;
    }
    const next =
      item === null
        ? await addItem(world, subscription, price, {
            metadata,
            ...(quantity === null ? {} : { quantity }),
          })
        : { ...item, ...period, price: price.id, quantity, metadata };
    const paid_ahead =
      prorated && quantity !== null
        ? await debitItem(world, subscription, next, at)
        : at === null
          ? null
          : next.paid_ahead;
    kept.push(await save(world, SUBSCRIPTION_ITEM, { ...next, paid_ahead }));
  }
  return kept;
}

/** How often a subscription is charged. */
export async function rhythmOf(world: World, subscription: SubscriptionState) {
  const [item] = await findAll(world, SUBSCRIPTION_ITEM, { subscription: subscription.id });
  return recurrenceOf(await load(world, PRICE, item?.price ?? ""));
}
