import {
  addUp,
  updateInvoice,
  updateSubscription,
} from "@/lib/vendors/stripe/stand-in/billing/draft-invoice";
import { AFTER_LAST_ATTEMPT, nextAttempt } from "@/lib/vendors/stripe/stand-in/billing/dunning-schedule";
import { endSubscription } from "@/lib/vendors/stripe/stand-in/billing/end-subscription";
import { invoiceNumber, settle } from "@/lib/vendors/stripe/stand-in/billing/invoice-totals";
import { applyPending, dropPending, waitingFor } from "@/lib/vendors/stripe/stand-in/billing/pending-update";
import { charge, createIntent, PAYMENT_INTENT } from "@/lib/vendors/stripe/stand-in/charging";
import { moveCustomerBalance } from "@/lib/vendors/stripe/stand-in/customer-balance";
import { defaultPaymentMethod } from "@/lib/vendors/stripe/stand-in/customer-state";
import { loadCustomer, updateCustomer } from "@/lib/vendors/stripe/stand-in/customers";
import { emit } from "@/lib/vendors/stripe/stand-in/events";
import {
  INVOICE,
  INVOICE_PAYMENT,
  type InvoicePaymentState,
  type InvoiceState,
} from "@/lib/vendors/stripe/stand-in/invoices";
import { PAYMENT_METHOD } from "@/lib/vendors/stripe/stand-in/payment-methods";
import { invalid, type StripeRefusal } from "@/lib/vendors/stripe/stand-in/refusal";
import {
  find,
  findAll,
  findOne,
  insert,
  load,
  newStripeId,
  present,
  save,
} from "@/lib/vendors/stripe/stand-in/store";
import { SUBSCRIPTION, type SubscriptionState } from "@/lib/vendors/stripe/stand-in/subscriptions";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

export interface PaymentAttempt {
  /** In place of the invoice's, the subscription's or the customer's own. */
  payment_method?: string | null;
  off_session: boolean;
  /** The customer has just passed 3-D Secure on a page of ours. */
  authenticated?: boolean;
  /** Whether the schedule asks, rather than somebody: only that counts towards giving up. */
  automatic: boolean;
}

export interface Collected {
  invoice: InvoiceState;
  /** Why it was not paid; null where it was. */
  error: StripeRefusal | null;
}

/** Closes a draft: numbers it, uses the customer's balance up, and marks it paid where nothing is due. */
export async function finalizeInvoice(world: World, draft: InvoiceState): Promise<InvoiceState> {
  const added = await addUp(world, draft);
  const customer = await loadCustomer(world, added.customer);
  const { due, balance } = settle(added.total, customer.balance);
  await moveCustomerBalance(
    world,
    customer,
    {
      amount: balance - customer.balance,
      currency: added.currency,
      invoice: added.id,
      type: balance > 0 ? "invoice_too_small" : "applied_to_invoice",
    },
    {
      currency: customer.currency ?? added.currency,
      next_invoice_sequence: customer.next_invoice_sequence + 1,
    },
  );
  const invoice = await save(world, INVOICE, {
    ...added,
    status: "open",
    number: invoiceNumber(customer.invoice_prefix, customer.next_invoice_sequence),
    amount_due: due,
    amount_remaining: due,
    starting_balance: customer.balance,
    ending_balance: balance,
    automatically_finalizes_at: null,
    next_payment_attempt: null,
    finalized_at: world.now,
  });
  await emit(world, "invoice.finalized", await present(world, INVOICE, invoice));
  return due === 0 ? markPaid(world, invoice, null) : invoice;
}

/** Finalizes a draft and leaves it to the customer: its payment waits for a payment method. */
export async function awaitPayment(world: World, draft: InvoiceState): Promise<InvoiceState> {
  const invoice = await finalizeInvoice(world, draft);
  if (invoice.status !== "open") return invoice;
  const intent = await createIntent(world, {
    amount: invoice.amount_remaining,
    currency: invoice.currency,
    customer: invoice.customer,
    description: DESCRIPTIONS[invoice.billing_reason],
    invoice: invoice.id,
    setup_future_usage: "off_session",
  });
  await notePayment(world, invoice, intent.id);
  return save(world, INVOICE, { ...invoice, payment_intent: intent.id });
}

/** Finalizes a draft and tries to have it paid. */
export async function collectInvoice(
  world: World,
  draft: InvoiceState,
  attempt: PaymentAttempt,
): Promise<Collected> {
  const invoice = await finalizeInvoice(world, draft);
  return invoice.status === "open" ? payInvoice(world, invoice, attempt) : { invoice, error: null };
}

/**
 * Tries to have an open invoice paid. A decline is written down (invoice, payment, subscription, events) and returned,
 * not thrown. After the last automatic attempt the subscription ends.
 */
export async function payInvoice(
  world: World,
  invoice: InvoiceState,
  attempt: PaymentAttempt,
): Promise<Collected> {
  const subscription =
    invoice.subscription === null ? null : await find(world, SUBSCRIPTION, invoice.subscription);
  const method = await methodFor(world, invoice, subscription, attempt.payment_method ?? null);
  if (method === null) {
    return failed(world, invoice, attempt, false, null, invalid(NO_METHOD, { code: "resource_missing" }));
  }
  const result = await charge(world, {
    amount: invoice.amount_remaining,
    currency: invoice.currency,
    customer: invoice.customer,
    payment_method: method,
    off_session: attempt.off_session,
    authenticated: attempt.authenticated ?? false,
    description: DESCRIPTIONS[invoice.billing_reason],
    invoice: invoice.id,
    ...(await intentToRetry(world, invoice)),
  });
  const intent = result.payment_intent.id;
  await notePayment(world, invoice, intent);
  if (result.outcome !== "succeeded") {
    return failed(world, invoice, attempt, result.outcome === "requires_action", intent, result.error);
  }
  if (subscription?.save_default_payment_method === "on_subscription") {
    await updateSubscription(world, subscription, { default_payment_method: method });
  }
  const counted = attempt.automatic || !invoice.attempted ? { attempt_count: invoice.attempt_count + 1 } : {};
  return { invoice: await markPaid(world, { ...invoice, ...counted }, intent), error: null };
}

/** The payment that was tried before is tried again, unless somebody has canceled it. */
async function intentToRetry(world: World, invoice: InvoiceState): Promise<{ payment_intent?: string }> {
  const intent =
    invoice.payment_intent === null ? null : await find(world, PAYMENT_INTENT, invoice.payment_intent);
  return intent === null || intent.status === "canceled" ? {} : { payment_intent: intent.id };
}

/** What an invoice is paid with: the nearest method that is still the customer's. */
export async function methodFor(
  world: World,
  invoice: InvoiceState,
  subscription: SubscriptionState | null,
  asked: string | null,
): Promise<string | null> {
  const near = [asked, invoice.default_payment_method, subscription?.default_payment_method ?? null];
  for (const id of [...near, await defaultPaymentMethod(world, invoice.customer)]) {
    const method = id === null ? null : await find(world, PAYMENT_METHOD, id);
    if (method?.customer === invoice.customer) return method.id;
  }
  return null;
}

const NO_METHOD =
  "This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.";

const DESCRIPTIONS: Record<InvoiceState["billing_reason"], string> = {
  manual: "Payment for Invoice",
  subscription_create: "Subscription creation",
  subscription_cycle: "Subscription update",
  subscription_update: "Subscription update",
  upcoming: "Subscription update",
};

async function notePayment(world: World, invoice: InvoiceState, intent: string): Promise<void> {
  if ((await paymentOf(world, invoice, intent)) !== null) return;
  await insert(world, INVOICE_PAYMENT, {
    id: newStripeId(INVOICE_PAYMENT.prefix),
    created: world.now,
    invoice: invoice.id,
    payment_intent: intent,
    currency: invoice.currency,
    amount_requested: invoice.amount_remaining,
    amount_paid: null,
    status: "open",
    paid_at: null,
    canceled_at: null,
  });
}

function paymentOf(world: World, invoice: InvoiceState, intent: string): Promise<InvoicePaymentState | null> {
  return findOne(world, INVOICE_PAYMENT, { invoice: invoice.id, payment_intent: intent });
}

/** Notes that an invoice is paid, by which payment (null: none was needed), and what that does to its subscription. */
export async function markPaid(
  world: World,
  invoice: InvoiceState,
  intent: string | null,
): Promise<InvoiceState> {
  const payment = intent === null ? null : await paymentOf(world, invoice, intent);
  if (payment !== null) {
    const paid = await save(world, INVOICE_PAYMENT, {
      ...payment,
      amount_paid: payment.amount_requested,
      status: "paid",
      paid_at: world.now,
    });
    await emit(world, "invoice_payment.paid", await present(world, INVOICE_PAYMENT, paid));
  }
  const before = (await find(world, INVOICE, invoice.id)) ?? invoice;
  const after = await updateInvoice(world, before, {
    ...invoice,
    status: "paid",
    attempted: true,
    first_attempt_at: invoice.first_attempt_at ?? world.now,
    next_payment_attempt: null,
    payment_intent: intent ?? invoice.payment_intent,
    amount_paid: invoice.amount_due,
    amount_remaining: 0,
    paid_at: world.now,
  });
  const shown = await present(world, INVOICE, after);
  await emit(world, "invoice.paid", shown);
  await emit(world, "invoice.payment_succeeded", shown);
  const waiting = await waitingFor(world, after);
  if (waiting !== null) await applyPending(world, waiting);
  await settleSubscription(world, after);
  return after;
}

async function failed(
  world: World,
  invoice: InvoiceState,
  attempt: PaymentAttempt,
  needsAction: boolean,
  intent: string | null,
  error: StripeRefusal | null,
): Promise<Collected> {
  const first = invoice.first_attempt_at ?? world.now;
  const counts = attempt.automatic || !invoice.attempted;
  const attempts = invoice.attempt_count + (counts ? 1 : 0);
  const subscription =
    invoice.subscription === null ? null : await find(world, SUBSCRIPTION, invoice.subscription);
  // A first payment is not tried again: the subscription waits a day for the customer, then expires.
  const waits = (await waitingFor(world, invoice)) !== null;
  // Nor is a change that waits: what is in force is paid.
  const retried =
    invoice.auto_advance && subscription !== null && subscription.status !== "incomplete" && !waits;
  const next = retried ? nextAttempt(first, attempts) : null;
  const after = await updateInvoice(world, invoice, {
    attempted: true,
    attempt_count: attempts,
    first_attempt_at: first,
    next_payment_attempt: next,
    payment_intent: intent ?? invoice.payment_intent,
  });
  const shown = await present(world, INVOICE, after);
  if (needsAction) await emit(world, "invoice.payment_action_required", shown);
  await emit(world, "invoice.payment_failed", shown);
  const customer = await loadCustomer(world, invoice.customer);
  await updateCustomer(world, customer, { ...customer, delinquent: true });
  if (subscription !== null && !waits && ["active", "trialing"].includes(subscription.status)) {
    await updateSubscription(world, subscription, { status: "past_due" });
  }
  if (retried && attempt.automatic && next === null) await giveUp(world, after);
  return { invoice: after, error: error ?? invalid("The payment did not succeed.") };
}

async function giveUp(world: World, invoice: InvoiceState): Promise<void> {
  const subscription = await endPending(world, await find(world, SUBSCRIPTION, invoice.subscription ?? ""));
  if (subscription === null || subscription.status !== "past_due") return;
  if (AFTER_LAST_ATTEMPT === "canceled") await endSubscription(world, subscription, "payment_failed");
  else await updateSubscription(world, subscription, { status: "unpaid" });
}

/** Where a subscription ends, a change of it that waits is over. */
export async function endPending<S extends SubscriptionState | null>(
  world: World,
  subscription: S,
): Promise<S | SubscriptionState> {
  const waiting = subscription?.pending_update == null ? null : subscription.pending_update.invoice;
  if (subscription === null || waiting === null) return subscription;
  await voidInvoice(world, await load(world, INVOICE, waiting));
  return load(world, SUBSCRIPTION, subscription.id);
}

/** A subscription is in good standing again once its latest invoice is no longer owed. */
async function settleSubscription(world: World, invoice: InvoiceState): Promise<void> {
  await settleCustomer(world, invoice);
  const subscription =
    invoice.subscription === null ? null : await find(world, SUBSCRIPTION, invoice.subscription);
  if (subscription === null || subscription.latest_invoice !== invoice.id) return;
  if (["incomplete", "past_due", "unpaid"].includes(subscription.status)) {
    await updateSubscription(world, subscription, { status: "active" });
  }
}

async function settleCustomer(world: World, invoice: InvoiceState): Promise<void> {
  const customer = await loadCustomer(world, invoice.customer);
  const owed = await findAll(world, INVOICE, { customer: customer.id, status: "open", attempted: true });
  if (owed.length === 0) await updateCustomer(world, customer, { ...customer, delinquent: false });
}

/** Takes an open invoice back. What it used of the customer's balance is there again. */
export async function voidInvoice(world: World, invoice: InvoiceState): Promise<InvoiceState> {
  await returnBalance(world, invoice);
  await cancelPayments(world, invoice);
  const after = await save(world, INVOICE, {
    ...invoice,
    status: "void",
    auto_advance: false,
    next_payment_attempt: null,
    voided_at: world.now,
  });
  await emit(world, "invoice.voided", await present(world, INVOICE, after));
  await afterGivenUp(world, after);
  return after;
}

/** Writes an open invoice off. */
export async function markUncollectible(world: World, invoice: InvoiceState): Promise<InvoiceState> {
  const after = await save(world, INVOICE, {
    ...invoice,
    status: "uncollectible",
    auto_advance: false,
    next_payment_attempt: null,
    marked_uncollectible_at: world.now,
  });
  await emit(world, "invoice.marked_uncollectible", await present(world, INVOICE, after));
  await afterGivenUp(world, after);
  return after;
}

async function returnBalance(world: World, invoice: InvoiceState): Promise<void> {
  const used = invoice.starting_balance - (invoice.ending_balance ?? invoice.starting_balance);
  if (used === 0) return;
  const customer = await loadCustomer(world, invoice.customer);
  const { id, currency } = invoice;
  await moveCustomerBalance(world, customer, {
    amount: used,
    currency,
    invoice: id,
    type: "unapplied_from_invoice",
  });
}

async function cancelPayments(world: World, invoice: InvoiceState): Promise<void> {
  for (const payment of await findAll(world, INVOICE_PAYMENT, { invoice: invoice.id, status: "open" })) {
    await save(world, INVOICE_PAYMENT, { ...payment, status: "canceled", canceled_at: world.now });
    const intent = await find(world, PAYMENT_INTENT, payment.payment_intent);
    if (intent === null || intent.status === "succeeded" || intent.status === "canceled") continue;
    // Nobody can pay what is no longer owed.
    const canceled = await save(world, PAYMENT_INTENT, {
      ...intent,
      status: "canceled",
      canceled_at: world.now,
      cancellation_reason: "void_invoice",
    });
    await emit(world, "payment_intent.canceled", await present(world, PAYMENT_INTENT, canceled));
  }
}

async function afterGivenUp(world: World, invoice: InvoiceState): Promise<void> {
  const subscription =
    invoice.subscription === null ? null : await find(world, SUBSCRIPTION, invoice.subscription);
  if (subscription?.status === "incomplete" && subscription.latest_invoice === invoice.id) {
    await updateSubscription(world, subscription, { status: "incomplete_expired", ended_at: world.now });
    return;
  }
  if (subscription?.pending_update?.invoice === invoice.id) {
    await dropPending(world, subscription);
    await settleCustomer(world, invoice);
    return;
  }
  await settleSubscription(world, invoice);
}
