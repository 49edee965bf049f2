import type { z } from "zod";
import type { Context } from "@/lib/platform/context";
import { Conflict, NotFound } from "@/lib/platform/errors";
import { invalidInput } from "@/lib/platform/input";
import type {
  CheckoutAnswerInput,
  CheckoutCodeInput,
  CheckoutInput,
  CheckoutPayInput,
} from "@/lib/vendors/stripe/hosted-inputs";
import { charge } from "@/lib/vendors/stripe/stand-in/charging";
import { currentSession } from "@/lib/vendors/stripe/stand-in/checkout-sessions";
import {
  assertPayable,
  CHECKOUT,
  type CheckoutState,
  type CheckoutTotals,
  totalsOf,
} from "@/lib/vendors/stripe/stand-in/checkout-state";
import { CUSTOMER, type CustomerState } from "@/lib/vendors/stripe/stand-in/customer-state";
import { createCustomer, updateCustomer } from "@/lib/vendors/stripe/stand-in/customers";
import { engine } from "@/lib/vendors/stripe/stand-in/engine-hooks";
import { emit } from "@/lib/vendors/stripe/stand-in/events";
import {
  attachPaymentMethod,
  createCard,
  markSetUp,
  PAYMENT_METHOD,
  type PaymentMethodState,
} from "@/lib/vendors/stripe/stand-in/payment-methods";
import { findPromotionCode, PROMOTION_CODE, redeem } from "@/lib/vendors/stripe/stand-in/promotion-codes";
import { StripeRefusal } from "@/lib/vendors/stripe/stand-in/refusal";
import { confirmSetupIntent, createSetupIntent } from "@/lib/vendors/stripe/stand-in/setup-intents";
import { find, load, present, save } from "@/lib/vendors/stripe/stand-in/store";
import { attempt, runInStandIn, type World } from "@/lib/vendors/stripe/stand-in/world";
import { usesStripeStandIn } from "@/lib/vendors/stripe/uses-stand-in";

/** What the hosted page shows of a session. */
export interface HostedCheckout {
  session: CheckoutState;
  totals: CheckoutTotals;
  /** Known already, and not to be typed. */
  email: string | null;
  promotionCode: string | null;
  /** Whether a card must be given. */
  wantsCard: boolean;
  /** The card that waits for 3-D Secure. */
  waitingCard: PaymentMethodState["card"] | null;
}

/** Where to send the customer's browser. */
export interface Onward {
  url: string | null;
}

const GENERIC = "Something about the payment was refused.";

/** Throws NotFound where the stand-in does not take Stripe's place, or has no such session. */
async function inSession<T>(
  ctx: Context,
  id: string,
  work: (world: World, session: CheckoutState) => Promise<T>,
): Promise<T> {
  if (!usesStripeStandIn()) throw new NotFound("page");
  return runInStandIn(ctx, async (world) => {
    if ((await find(world, CHECKOUT, id)) === null) throw new NotFound("page");
    return work(world, await currentSession(world, id));
  });
}

async function inOpenSession<T>(
  ctx: Context,
  id: string,
  work: (world: World, session: CheckoutState) => Promise<T>,
): Promise<T> {
  return inSession(ctx, id, async (world, session) => {
    if (session.status !== "open") {
      throw new Conflict("checkout_ended", "This checkout has ended. Load the page again to see how.");
    }
    return work(world, session);
  });
}

/** What the hosted page shows. Throws NotFound. */
export async function readHostedCheckout(ctx: Context, id: string): Promise<HostedCheckout> {
  return inSession(ctx, id, async (world, session) => {
    const totals = await totalsOf(world, session);
    const customer = session.customer === null ? null : await find(world, CUSTOMER, session.customer);
    const promotion =
      session.promotion_code === null ? null : await find(world, PROMOTION_CODE, session.promotion_code);
    const waiting =
      session.waiting === null ? null : await load(world, PAYMENT_METHOD, session.waiting.payment_method);
    return {
      session,
      totals,
      email: customer?.email ?? session.customer_email,
      promotionCode: promotion?.code ?? null,
      wantsCard: wantsCard(session, totals),
      waitingCard: waiting?.card ?? null,
    };
  });
}

function wantsCard(session: CheckoutState, totals: CheckoutTotals): boolean {
  if (session.mode === "setup") return true;
  if (session.mode === "payment") return totals.total > 0;
  return totals.total > 0 || session.payment_method_collection === "always";
}

/** Applies a promotion code that the customer typed. Throws Invalid where there is no such code for them. */
export async function applyCheckoutCode(
  ctx: Context,
  { id, code }: z.output<typeof CheckoutCodeInput>,
): Promise<void> {
  await inOpenSession(ctx, id, async (world, session) => {
    if (!session.allow_promotion_codes) throw fault("code", "This checkout takes no codes.");
    const found = await findPromotionCode(world, code, session.customer).catch((error: unknown) => {
      if (error instanceof StripeRefusal) return null;
      throw error;
    });
    if (found === null) throw fault("code", "This code is not valid.");
    const { promotion, coupon } = found;
    const applied = { ...session, coupon: coupon.id, promotion_code: promotion.id };
    const { subtotal, discount } = await totalsOf(world, applied);
    if (promotion.minimum_amount !== null && subtotal < promotion.minimum_amount) {
      throw fault("code", "This code is for larger orders.");
    }
    if (discount === 0 && subtotal > 0) throw fault("code", "This code is not for what is bought here.");
    await save(world, CHECKOUT, applied);
  });
}

export async function removeCheckoutCode(
  ctx: Context,
  { id }: z.output<typeof CheckoutInput>,
): Promise<void> {
  await inOpenSession(ctx, id, async (world, session) => {
    if (!session.allow_promotion_codes) throw fault("code", "This discount cannot be removed.");
    await save(world, CHECKOUT, { ...session, coupon: null, promotion_code: null });
  });
}

function fault(path: string, message: string) {
  return invalidInput([{ path, message }]);
}

/** A refusal of Stripe's in the words and the place of the form. */
function faultOf(refusal: StripeRefusal) {
  const { param } = refusal.body;
  const path = param === "exp_month" || param === "exp_year" ? "expiry" : (param ?? "number");
  const known = ["number", "expiry", "cvc", "email", "name"].includes(path);
  return fault(known ? path : "number", refusal.message === "" ? GENERIC : refusal.message);
}

/**
 * Pays by the card that was typed in. Answers where to go on, or null where 3-D Secure comes first. Throws Invalid, which
 * names the field, for what the bank or Stripe refuses.
 */
export async function payHostedCheckout(
  ctx: Context,
  input: z.output<typeof CheckoutPayInput>,
): Promise<Onward> {
  const outcome = await inOpenSession(ctx, input.id, async (world, session) => {
    const totals = await totalsOf(world, session);
    const customer = session.customer === null ? null : await find(world, CUSTOMER, session.customer);
    const email = customer?.email ?? session.customer_email ?? input.email ?? null;
    if (email === null) throw fault("email", "Type an email address.");
    const details = { email, name: input.name ?? customer?.name ?? null };
    const asked = { session, totals, authenticated: false, details };
    const small = await assertPayable(world, session).then(
      () => null,
      (error: unknown) => {
        if (error instanceof StripeRefusal) return error;
        throw error;
      },
    );
    if (small !== null) return small;
    if (!wantsCard(session, totals)) return complete(world, { ...asked, method: null });
    const method = await typedCard(world, input, details).catch((error: unknown) => {
      if (error instanceof StripeRefusal) return error;
      throw error;
    });
    if (method instanceof StripeRefusal) return method;
    if (method.behaviour === "authenticate_always" || method.behaviour === "authenticate_once") {
      await save(world, CHECKOUT, {
        ...session,
        waiting: { payment_method: method.id, ...details },
        problem: null,
      });
      return null;
    }
    return complete(world, { ...asked, method });
  });
  if (outcome instanceof StripeRefusal) throw faultOf(outcome);
  return { url: outcome };
}

async function typedCard(
  world: World,
  input: z.output<typeof CheckoutPayInput>,
  details: { email: string; name: string | null },
): Promise<PaymentMethodState> {
  const missing = (["number", "expiry", "cvc", "name"] as const).filter((name) => input[name] === undefined);
  if (missing.length > 0) {
    throw invalidInput(missing.map((path) => ({ path, message: "Must be filled in." })));
  }
  const [month = "", year = ""] = (input.expiry ?? "").split("/");
  return createCard(world, {
    number: input.number ?? "",
    exp_month: Number(month),
    exp_year: Number(year),
    cvc: input.cvc ?? "",
    ...details,
  });
}

/** The customer's answer to 3-D Secure. A failure leads back to the form, which then says so. */
export async function answerCheckoutAuthentication(
  ctx: Context,
  { id, answer }: z.output<typeof CheckoutAnswerInput>,
): Promise<Onward> {
  return inOpenSession(ctx, id, async (world, session) => {
    const { waiting } = session;
    if (waiting === null) return { url: null };
    const still = { ...session, waiting: null };
    if (answer === "fail") {
      await save(world, CHECKOUT, {
        ...still,
        problem:
          "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
      });
      return { url: null };
    }
    const outcome = await complete(world, {
      session: still,
      totals: await totalsOf(world, still),
      method: await load(world, PAYMENT_METHOD, waiting.payment_method),
      authenticated: true,
      details: waiting,
    });
    if (!(outcome instanceof StripeRefusal)) return { url: outcome };
    const now = await load(world, CHECKOUT, id);
    await save(world, CHECKOUT, { ...now, waiting: null, problem: outcome.message });
    return { url: null };
  });
}

interface Details {
  email: string | null;
  name: string | null;
}

/** What a session is completed with. */
interface Completion {
  session: CheckoutState;
  totals: CheckoutTotals;
  /** Null where nothing is to be paid. */
  method: PaymentMethodState | null;
  /** Whether the customer has just answered 3-D Secure. */
  authenticated: boolean;
  details: Details;
}

/** Does what the session is for. Answers where to go, or the refusal that came of it. */
async function complete(world: World, completion: Completion): Promise<string | StripeRefusal> {
  const {
    session,
    details: { email, name },
  } = completion;
  try {
    const done = await (session.mode === "payment"
      ? pay(world, completion)
      : attempt(world, () =>
          session.mode === "setup" ? setUp(world, completion) : subscribe(world, completion),
        ));
    const completed = await save(world, CHECKOUT, {
      ...done,
      status: "complete",
      waiting: null,
      problem: null,
      customer_details: { email, name },
    });
    await emit(world, "checkout.session.completed", await present(world, CHECKOUT, completed));
    return completed.success_url.replaceAll("{CHECKOUT_SESSION_ID}", completed.id);
  } catch (error) {
    if (error instanceof StripeRefusal) return error;
    throw error;
  }
}

/** Whom it is for: the session's customer, with what was learnt of them, or a new one. */
async function customerOf(
  world: World,
  session: CheckoutState,
  { email, name }: Details,
): Promise<CustomerState> {
  if (session.customer === null) return createCustomer(world, { email, name });
  const customer = await load(world, CUSTOMER, session.customer);
  if (customer.email !== null && customer.name !== null) return customer;
  return updateCustomer(world, customer, {
    ...customer,
    email: customer.email ?? email,
    name: customer.name ?? name,
  });
}

async function pay(
  world: World,
  { session, totals, method, authenticated, details }: Completion,
): Promise<CheckoutState> {
  const wanted = session.payment_intent_data;
  const known =
    session.customer !== null || session.customer_creation === "always" || wanted.setup_future_usage !== null;
  const customer = known ? await customerOf(world, session, details) : null;
  const started = { ...session, customer: customer?.id ?? null };
  if (session.coupon !== null) {
    // Counted only if the payment goes through: a savepoint would undo the failed payment's traces too.
    await redeemable(world, session);
  }
  if (method === null || totals.total === 0) {
    if (session.coupon !== null) await redeem(world, session.coupon, session.promotion_code);
    return { ...started, payment_status: "no_payment_required" };
  }
  const outcome = await charge(world, {
    amount: totals.total,
    currency: session.currency ?? "usd",
    customer: started.customer,
    payment_method: method.id,
    off_session: false,
    authenticated,
    description: wanted.description,
    metadata: wanted.metadata,
    receipt_email: wanted.receipt_email,
    statement_descriptor: wanted.statement_descriptor,
    setup_future_usage: wanted.setup_future_usage,
    transfer_group: wanted.transfer_group,
    ...(session.payment_intent === null ? {} : { payment_intent: session.payment_intent }),
  });
  const tried = { ...started, payment_intent: outcome.payment_intent.id };
  if (outcome.outcome !== "succeeded") {
    await save(world, CHECKOUT, tried);
    throw outcome.error ?? new Error("A payment that failed has no error.");
  }
  if (session.coupon !== null) await redeem(world, session.coupon, session.promotion_code);
  return { ...tried, payment_status: "paid" };
}

/** Refuses a coupon that has run out since it was applied. */
async function redeemable(world: World, session: CheckoutState): Promise<void> {
  const undone = new Error("undone");
  await attempt(world, async () => {
    await redeem(world, session.coupon ?? "", session.promotion_code);
    throw undone;
  }).catch((error: unknown) => {
    if (error !== undone) throw error;
  });
}

async function setUp(
  world: World,
  { session, method, authenticated, details }: Completion,
): Promise<CheckoutState> {
  // As at Stripe, where the session names nobody the card stands alone.
  const customer = session.customer === null ? null : await customerOf(world, session, details);
  const intent = await createSetupIntent(world, {
    customer: customer?.id ?? null,
    payment_method: method?.id ?? null,
    description: session.setup_intent_data.description,
    metadata: session.setup_intent_data.metadata,
  });
  const { error } = await confirmSetupIntent(world, intent, authenticated);
  if (error !== null) throw error;
  return { ...session, setup_intent: intent.id };
}

async function subscribe(
  world: World,
  { session, totals, method, authenticated, details }: Completion,
): Promise<CheckoutState> {
  const customer = await customerOf(world, session, details);
  const { subscription_data: wanted } = session;
  if (method !== null) {
    const attached = await attachPaymentMethod(world, method, customer.id);
    if (authenticated) await markSetUp(world, attached);
  }
  const { subscription, invoice } = await engine().startSubscription(world, {
    customer: customer.id,
    items: session.lines.map(({ price, quantity }) => ({ price, quantity })),
    payment_method: method?.id ?? null,
    authenticated,
    coupon: session.coupon,
    promotion_code: session.promotion_code,
    ...wanted,
  });
  return {
    ...session,
    customer: customer.id,
    subscription,
    invoice,
    payment_status: totals.total === 0 && totals.trial ? "no_payment_required" : "paid",
  };
}
