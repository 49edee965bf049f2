import type { z } from "zod";
import type { Context } from "@/lib/platform/context";
import { Conflict, NotFound } from "@/lib/platform/errors";
import type {
  PortalAnswerInput,
  PortalCancelInput,
  PortalCardInput,
  PortalMethodInput,
  PortalSubscriptionInput,
} from "@/lib/vendors/stripe/hosted-inputs";
import { cancelSubscription } from "@/lib/vendors/stripe/stand-in/billing/cancel-subscription";
import { changeSubscription } from "@/lib/vendors/stripe/stand-in/billing/change-subscription";
import { productName } from "@/lib/vendors/stripe/stand-in/billing/draft-invoice";
import { amountOf } from "@/lib/vendors/stripe/stand-in/billing/line-amounts";
import { isMetered } from "@/lib/vendors/stripe/stand-in/billing/subscription-lines";
import { loadCustomer, updateCustomer } from "@/lib/vendors/stripe/stand-in/customers";
import { emit } from "@/lib/vendors/stripe/stand-in/events";
import { asksForMore, attachTyped, cardFault, typedCard } from "@/lib/vendors/stripe/stand-in/hosted-invoice";
import { INVOICE, type InvoiceState } from "@/lib/vendors/stripe/stand-in/invoices";
import {
  markSetUp,
  PAYMENT_METHOD,
  type PaymentMethodState,
} from "@/lib/vendors/stripe/stand-in/payment-methods";
import {
  PORTAL_CONFIGURATION,
  PORTAL_SESSION,
  PORTAL_SESSION_SECONDS,
  type PortalConfigurationState,
  type PortalSessionState,
} from "@/lib/vendors/stripe/stand-in/portal-sessions";
import { PRICE } from "@/lib/vendors/stripe/stand-in/prices";
import { StripeRefusal } from "@/lib/vendors/stripe/stand-in/refusal";
import { find, findAll, load, present, save } from "@/lib/vendors/stripe/stand-in/store";
import { SUBSCRIPTION_ITEM } from "@/lib/vendors/stripe/stand-in/subscription-items";
import { hasEnded, SUBSCRIPTION, type SubscriptionState } from "@/lib/vendors/stripe/stand-in/subscriptions";
import { runInStandIn, type World } from "@/lib/vendors/stripe/stand-in/world";
import { usesStripeStandIn } from "@/lib/vendors/stripe/uses-stand-in";

export interface PortalCard {
  id: string;
  brand: string;
  last4: string;
  exp_month: number;
  exp_year: number;
  isDefault: boolean;
}

export interface PortalSubscription {
  id: string;
  status: SubscriptionState["status"];
  /** What it is of, and what each costs; `amount` is null where a meter counts. */
  items: { name: string; amount: number | null; interval: string; intervalCount: number }[];
  currency: string;
  currentPeriodEnd: number;
  cancelAt: number | null;
  trialEnd: number | null;
}

/** What the hosted page shows. */
export interface HostedPortal {
  session: PortalSessionState;
  offers: PortalConfigurationState;
  customer: { name: string | null; email: string | null; balance: number };
  cards: PortalCard[];
  subscriptions: PortalSubscription[];
  invoices: (InvoiceState & { number: string })[];
  /** The card that waits for 3-D Secure. */
  waitingCard: { last4: string } | null;
}

/** Throws NotFound where the stand-in does not take Stripe's place, or the session is not there any more. */
async function inSession<T>(
  ctx: Context,
  id: string,
  work: (world: World, session: PortalSessionState, offers: PortalConfigurationState) => Promise<T>,
): Promise<T> {
  if (!usesStripeStandIn()) throw new NotFound("page");
  return runInStandIn(ctx, async (world) => {
    const session = await find(world, PORTAL_SESSION, id);
    // By the real time, not the clock's: moving the clock on is what one does while it is open.
    if (session === null || session.opened + PORTAL_SESSION_SECONDS < Date.now() / 1_000) {
      throw new NotFound("page");
    }
    return work(world, session, await load(world, PORTAL_CONFIGURATION, session.configuration));
  });
}

/** What the hosted page shows. Throws NotFound. */
export async function readHostedPortal(ctx: Context, id: string): Promise<HostedPortal> {
  return inSession(ctx, id, async (world, session, offers) => {
    const customer = await loadCustomer(world, session.customer);
    const methods = await findAll(world, PAYMENT_METHOD, { customer: customer.id });
    const invoices = await findAll(world, INVOICE, { customer: customer.id });
    const subscriptions: PortalSubscription[] = [];
    for (const state of await findAll(world, SUBSCRIPTION, { customer: customer.id })) {
      if (!hasEnded(state)) subscriptions.push(await shownSubscription(world, state));
    }
    const waiting =
      session.waiting_card === null ? null : await find(world, PAYMENT_METHOD, session.waiting_card);
    return {
      session,
      offers,
      waitingCard: waiting === null ? null : { last4: waiting.card.last4 },
      customer: { name: customer.name, email: customer.email, balance: customer.balance },
      cards: methods.map(({ id: method, card }) => ({
        id: method,
        brand: card.brand,
        last4: card.last4,
        exp_month: card.exp_month,
        exp_year: card.exp_year,
        isDefault: customer.invoice_settings.default_payment_method === method,
      })),
      subscriptions,
      invoices: invoices
        .flatMap((invoice) => (invoice.number === null ? [] : [{ ...invoice, number: invoice.number }]))
        .toReversed(),
    };
  });
}

async function shownSubscription(world: World, state: SubscriptionState): Promise<PortalSubscription> {
  const items: PortalSubscription["items"] = [];
  for (const item of await findAll(world, SUBSCRIPTION_ITEM, { subscription: state.id })) {
    const price = await load(world, PRICE, item.price);
    items.push({
      name: await productName(world, price),
      amount: isMetered(price) ? null : amountOf(item.quantity ?? 1, price.unit_amount_decimal),
      interval: price.recurring?.interval ?? "month",
      intervalCount: price.recurring?.interval_count ?? 1,
    });
  }
  return {
    id: state.id,
    status: state.status,
    items,
    currency: state.currency,
    currentPeriodEnd: state.current_period_end,
    cancelAt: state.cancel_at,
    trialEnd: state.status === "trialing" ? state.trial_end : null,
  };
}

/** Where to go on: what the session was opened for, once it is done. */
export interface PortalOnward {
  url: string | null;
}

function onward(session: PortalSessionState): PortalOnward {
  return { url: session.flow === null ? null : session.flow_return_url };
}

/**
 * Keeps a typed card and makes it what everything of the customer's is paid with; where its bank asks for 3-D Secure, the
 * page asks that first. Throws Invalid, which names the field.
 */
export async function addPortalCard(
  ctx: Context,
  { id, ...typed }: z.output<typeof PortalCardInput>,
): Promise<PortalOnward> {
  return told(
    await inSession(ctx, id, async (world, session, offers) => {
      offered(offers.payment_method);
      const method = await typedCard(world, typed);
      if (method instanceof StripeRefusal) return method;
      if (!asksForMore(method)) return keepCard(world, session, method);
      await save(world, PORTAL_SESSION, { ...session, waiting_card: method.id, problem: null });
      return { url: null };
    }),
  );
}

/** The customer's answer on the bank's page. Throws Conflict where no card waits. */
export async function answerPortalAuthentication(
  ctx: Context,
  { id, answer }: z.output<typeof PortalAnswerInput>,
): Promise<PortalOnward> {
  return told(
    await inSession(ctx, id, async (world, session) => {
      const method =
        session.waiting_card === null ? null : await find(world, PAYMENT_METHOD, session.waiting_card);
      if (method === null) throw new Conflict("nothing_to_authenticate", "No card waits for this.");
      const answered = await save(world, PORTAL_SESSION, {
        ...session,
        waiting_card: null,
        problem:
          answer === "authorise"
            ? null
            : "Your bank was not told that it is you, so the card was not saved. Choose another, or try again.",
      });
      if (answer === "fail") return { url: null };
      return keepCard(world, answered, await markSetUp(world, method));
    }),
  );
}

async function keepCard(
  world: World,
  session: PortalSessionState,
  method: PaymentMethodState,
): Promise<PortalOnward | StripeRefusal> {
  const own = await attachTyped(world, method, session.customer);
  if (own instanceof StripeRefusal) return own;
  await makeDefault(world, session.customer, own.id);
  await save(world, PORTAL_SESSION, { ...session, waiting_card: null, problem: null });
  return onward(session);
}

function told(outcome: PortalOnward | StripeRefusal): PortalOnward {
  if (outcome instanceof StripeRefusal) throw cardFault(outcome);
  return outcome;
}

/** Makes a card that is kept already what everything is paid with. Throws NotFound. */
export async function choosePortalCard(
  ctx: Context,
  { id, payment_method }: z.output<typeof PortalMethodInput>,
): Promise<null> {
  return inSession(ctx, id, async (world, session, offers) => {
    offered(offers.payment_method);
    await makeDefault(world, session.customer, (await ownCard(world, session, payment_method)).id);
    return null;
  });
}

/** Forgets a card. Throws NotFound, and Conflict for the one that is paid with. */
export async function removePortalCard(
  ctx: Context,
  { id, payment_method }: z.output<typeof PortalMethodInput>,
): Promise<null> {
  return inSession(ctx, id, async (world, session, offers) => {
    offered(offers.payment_method);
    const method = await ownCard(world, session, payment_method);
    const customer = await loadCustomer(world, session.customer);
    if (customer.invoice_settings.default_payment_method === method.id) {
      throw new Conflict("card_in_use", "This card is paid with. Add or choose another first.");
    }
    const detached = await save(world, PAYMENT_METHOD, { ...method, customer: null });
    await emit(world, "payment_method.detached", await present(world, PAYMENT_METHOD, detached), {
      customer: session.customer,
    });
    return null;
  });
}

async function ownCard(world: World, session: PortalSessionState, id: string): Promise<PaymentMethodState> {
  const method = await find(world, PAYMENT_METHOD, id);
  if (method === null || method.customer !== session.customer) throw new NotFound("card");
  return method;
}

/** Subscriptions that named a card of their own are paid with the customer's from then on. */
async function makeDefault(world: World, customerId: string, method: string): Promise<void> {
  const customer = await loadCustomer(world, customerId);
  await updateCustomer(world, customer, {
    ...customer,
    invoice_settings: { ...customer.invoice_settings, default_payment_method: method },
  });
  for (const subscription of await findAll(world, SUBSCRIPTION, { customer: customerId })) {
    if (hasEnded(subscription) || subscription.default_payment_method === null) continue;
    await changeSubscription(world, subscription, { default_payment_method: method });
  }
}

/** Ends a subscription at its period's end, or at once where the session offers only that. Throws NotFound, Conflict. */
export async function cancelInPortal(
  ctx: Context,
  { id, subscription, feedback, comment }: z.output<typeof PortalCancelInput>,
): Promise<PortalOnward> {
  return inSession(ctx, id, async (world, session, offers) => {
    offered(offers.cancel);
    const state = await ownSubscription(world, session, subscription);
    const said = { feedback: feedback ?? null, comment: comment === "" ? null : comment };
    if (offers.cancel_mode === "immediately") {
      await cancelSubscription(world, state, { invoice_now: false, prorate: false, ...said });
    } else {
      await changeSubscription(world, state, { cancel_at_period_end: true, cancellation: said });
    }
    return onward(session);
  });
}

/** Takes back that a subscription is to end. Throws NotFound, Conflict. */
export async function resumeInPortal(
  ctx: Context,
  { id, subscription }: z.output<typeof PortalSubscriptionInput>,
): Promise<null> {
  return inSession(ctx, id, async (world, session) => {
    const state = await ownSubscription(world, session, subscription);
    await changeSubscription(world, state, { cancel_at_period_end: false });
    return null;
  });
}

async function ownSubscription(
  world: World,
  session: PortalSessionState,
  id: string,
): Promise<SubscriptionState> {
  const state = await find(world, SUBSCRIPTION, id);
  if (state === null || state.customer !== session.customer) throw new NotFound("subscription");
  if (hasEnded(state)) throw new Conflict("subscription_ended", "This subscription has ended already.");
  return state;
}

function offered(feature: boolean): void {
  if (!feature) throw new NotFound("page");
}
