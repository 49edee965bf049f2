import type Stripe from "stripe";
import { env } from "@/lib/platform/env";
import { moveBalance } from "@/lib/vendors/stripe/stand-in/balance";
import { CHARGE } from "@/lib/vendors/stripe/stand-in/charges";
import { type NewDispute, openDispute } from "@/lib/vendors/stripe/stand-in/disputes";
import { emit } from "@/lib/vendors/stripe/stand-in/events";
import {
  attachPaymentMethod,
  declineOf,
  markSetUp,
  PAYMENT_METHOD,
  type PaymentMethodState,
} from "@/lib/vendors/stripe/stand-in/payment-methods";
import type { ChargeState, PaymentIntentState } from "@/lib/vendors/stripe/stand-in/payment-state";
import { cardDeclined, invalid, type StripeRefusal } from "@/lib/vendors/stripe/stand-in/refusal";
import {
  defineKind,
  insert,
  load,
  newStripeId,
  present,
  randomLetters,
  save,
} from "@/lib/vendors/stripe/stand-in/store";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

export const PAYMENT_INTENT = defineKind<PaymentIntentState, Stripe.PaymentIntent>({
  name: "payment_intent",
  title: "payment_intent",
  prefix: "pi",
  present: async (state, world) => ({
    id: state.id,
    object: "payment_intent",
    allowed_payment_method_types: ["card"],
    amount: state.amount,
    amount_capturable: 0,
    amount_received: state.amount_received,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: state.automatic_payment_methods,
    canceled_at: state.canceled_at,
    cancellation_reason: state.cancellation_reason,
    capture_method: state.capture_method,
    client_secret: state.client_secret,
    confirmation_method: state.confirmation_method,
    created: state.created,
    currency: state.currency,
    customer: state.customer,
    customer_account: null,
    description: state.description,
    excluded_payment_method_types: null,
    last_payment_error: await lastError(state, world),
    latest_charge: state.latest_charge,
    livemode: false,
    managed_payments: null,
    metadata: state.metadata,
    next_action:
      state.status === "requires_action"
        ? {
            type: "redirect_to_url",
            redirect_to_url: { url: authenticationPage(state.id), return_url: state.return_url },
          }
        : null,
    on_behalf_of: null,
    payment_method: state.payment_method,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: {
        installments: null,
        mandate_options: null,
        network: null,
        request_three_d_secure: "automatic",
      },
    },
    payment_method_types: ["card"],
    payment_record: null,
    processing: null,
    receipt_email: state.receipt_email,
    review: null,
    setup_future_usage: state.setup_future_usage,
    shipping: null,
    source: null,
    statement_descriptor: state.statement_descriptor,
    statement_descriptor_suffix: null,
    status: state.status,
    transfer_data: null,
    transfer_group: state.transfer_group,
  }),
});

/** Where a customer passes (or fails) 3-D Secure for a payment. */
export function authenticationPage(intentId: string): string {
  return `${env().APP_URL}/dev/stripe/authenticate/${intentId}`;
}

async function lastError(
  { last_error: error }: PaymentIntentState,
  world: World,
): Promise<Stripe.PaymentIntent.LastPaymentError | null> {
  if (error === null) return null;
  const { payment_method, message, code, decline_code, charge, doc_url } = error;
  const id = payment_method !== undefined && "id" in payment_method ? payment_method.id : null;
  return {
    type: "card_error",
    message,
    ...(code === undefined ? {} : { code }),
    ...(decline_code === undefined ? {} : { decline_code }),
    ...(charge === undefined ? {} : { charge }),
    ...(doc_url === undefined ? {} : { doc_url }),
    ...(typeof id === "string"
      ? { payment_method: await present(world, PAYMENT_METHOD, await load(world, PAYMENT_METHOD, id)) }
      : {}),
  };
}

/** What a payment is made of; the rest is Stripe's default. */
export type NewIntent = Pick<PaymentIntentState, "amount" | "currency" | "customer"> &
  Partial<Omit<PaymentIntentState, "id" | "created" | "status">>;

/** Makes a payment that nothing was tried for yet. */
export async function createIntent(world: World, input: NewIntent): Promise<PaymentIntentState> {
  const id = newStripeId("pi");
  const state = await insert(world, PAYMENT_INTENT, {
    payment_method: null,
    automatic_payment_methods: null,
    setup_future_usage: null,
    description: null,
    receipt_email: null,
    statement_descriptor: null,
    metadata: {},
    return_url: null,
    transfer_group: null,
    invoice: null,
    off_session: false,
    ...input,
    id,
    created: world.now,
    amount_received: 0,
    status: (input.payment_method ?? null) === null ? "requires_payment_method" : "requires_confirmation",
    client_secret: `${id}_secret_${randomLetters(25)}`,
    capture_method: input.capture_method ?? "automatic_async",
    confirmation_method: "automatic",
    canceled_at: null,
    cancellation_reason: null,
    latest_charge: null,
    last_error: null,
  });
  await emit(world, "payment_intent.created", await present(world, PAYMENT_INTENT, state));
  return state;
}

export interface ChargeInput {
  amount: number;
  currency: string;
  customer: string | null;
  payment_method: string;
  /** Nobody is there to authenticate. */
  off_session: boolean;
  /** The customer has just passed 3-D Secure on a page of ours. */
  authenticated?: boolean;
  description?: string | null;
  metadata?: Record<string, string>;
  statement_descriptor?: string | null;
  receipt_email?: string | null;
  setup_future_usage?: PaymentIntentState["setup_future_usage"];
  transfer_group?: string | null;
  /** The invoice that is paid. */
  invoice?: string;
  /** A payment to be tried again, in place of a new one. */
  payment_intent?: string;
}

export interface ChargeOutcome {
  outcome: "succeeded" | "requires_action" | "declined";
  payment_intent: PaymentIntentState;
  charge: ChargeState | null;
  /** What Stripe answers to a request that meant to take the money now. */
  error: StripeRefusal | null;
}

/** Takes money by a saved payment method. Never throws for a decline: the outcome says so. */
export async function charge(world: World, input: ChargeInput): Promise<ChargeOutcome> {
  const { payment_intent, authenticated = false, ...rest } = input;
  const intent =
    payment_intent === undefined
      ? await createIntent(world, { ...rest, invoice: input.invoice ?? null })
      : await load(world, PAYMENT_INTENT, payment_intent, "payment_intent");
  return confirmIntent(
    world,
    {
      ...intent,
      amount: input.amount,
      customer: input.customer,
      payment_method: input.payment_method,
      off_session: input.off_session,
    },
    authenticated,
  );
}

/** Tries a payment by the method that it names. */
export async function confirmIntent(
  world: World,
  intent: PaymentIntentState,
  authenticated: boolean,
): Promise<ChargeOutcome> {
  if (intent.payment_method === null) {
    throw invalid(
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
      { code: "payment_intent_unexpected_state" },
    );
  }
  if (intent.status === "succeeded" || intent.status === "canceled") {
    throw invalid(
      intent.status === "succeeded"
        ? "You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed."
        : "You cannot confirm this PaymentIntent because it has a status of canceled.",
      {
        code: "payment_intent_unexpected_state",
        payment_intent: await present(world, PAYMENT_INTENT, intent),
      },
    );
  }
  const method = await load(world, PAYMENT_METHOD, intent.payment_method, "payment_method");
  if (method.customer !== null && method.customer !== intent.customer) {
    throw invalid(
      "The provided PaymentMethod cannot be attached. To reuse a PaymentMethod, you must attach it to a Customer first.",
      { param: "payment_method" },
    );
  }
  if (needsAuthentication(method) && !authenticated) {
    // Somebody must come back for an invoice; any other payment without them is declined.
    if (intent.off_session && intent.invoice === null) {
      return decline(world, intent, method, {
        code: "authentication_required",
        decline_code: "authentication_required",
        message: "Your card was declined. This transaction requires authentication.",
      });
    }
    return waitForAction(world, intent);
  }
  const refusal =
    declineOf(method.behaviour) ??
    (method.behaviour === "fail_after_attach" ? declineOf("generic_decline") : null);
  return refusal === null
    ? succeed(world, intent, method, authenticated)
    : decline(world, intent, method, refusal);
}

function needsAuthentication(method: PaymentMethodState): boolean {
  return (
    method.behaviour === "authenticate_always" || (method.behaviour === "authenticate_once" && !method.set_up)
  );
}

async function waitForAction(world: World, intent: PaymentIntentState): Promise<ChargeOutcome> {
  const waiting = await save(world, PAYMENT_INTENT, {
    ...intent,
    status: "requires_action",
    last_error: null,
  });
  const presented = await present(world, PAYMENT_INTENT, waiting);
  await emit(world, "payment_intent.requires_action", presented);
  return {
    outcome: "requires_action",
    payment_intent: waiting,
    charge: null,
    error: cardDeclined({
      code: "invoice_payment_intent_requires_action",
      message: "This payment requires additional user action before it can be completed successfully.",
      payment_intent: presented,
    }),
  };
}

async function writeCharge(
  world: World,
  intent: PaymentIntentState,
  method: PaymentMethodState,
  result: Pick<ChargeState, "status" | "failure_code" | "failure_message" | "decline_code" | "authenticated">,
): Promise<ChargeState> {
  const id = newStripeId("ch");
  return insert(world, CHARGE, {
    id,
    created: world.now,
    amount: intent.amount,
    amount_refunded: 0,
    currency: intent.currency,
    customer: intent.customer,
    payment_intent: intent.id,
    payment_method: method.id,
    description: intent.description,
    metadata: intent.metadata,
    receipt_email: intent.receipt_email,
    statement_descriptor: intent.statement_descriptor,
    balance_transaction:
      result.status === "succeeded"
        ? await moveBalance(world, {
            amount: intent.amount,
            currency: intent.currency,
            description: intent.description,
            source: id,
            type: "charge",
          })
        : null,
    transfer_group: intent.transfer_group,
    card: method.card,
    billing_name: method.billing_details.name,
    billing_email: method.billing_details.email,
    ...result,
  });
}

/** What becomes of payments by the cards that Stripe has for this. */
const DISPUTED: Partial<Record<PaymentMethodState["behaviour"], NewDispute>> = {
  dispute_fraudulent: { reason: "fraudulent" },
  dispute_not_received: { reason: "product_not_received" },
  dispute_inquiry: { reason: "fraudulent", inquiry: true },
};

async function succeed(
  world: World,
  intent: PaymentIntentState,
  method: PaymentMethodState,
  authenticated: boolean,
): Promise<ChargeOutcome> {
  let used = method;
  if (intent.setup_future_usage !== null && intent.customer !== null) {
    used = await attachPaymentMethod(world, used, intent.customer);
  }
  if (authenticated) used = await markSetUp(world, used);
  const made = await writeCharge(world, intent, used, {
    status: "succeeded",
    failure_code: null,
    failure_message: null,
    decline_code: null,
    authenticated,
  });
  const paid = await save(world, PAYMENT_INTENT, {
    ...intent,
    status: "succeeded",
    amount_received: intent.amount,
    latest_charge: made.id,
    last_error: null,
  });
  await emit(world, "charge.succeeded", await present(world, CHARGE, made));
  await emit(world, "payment_intent.succeeded", await present(world, PAYMENT_INTENT, paid));
  const disputed = DISPUTED[used.behaviour];
  if (disputed !== undefined) await openDispute(world, made.id, disputed);
  return { outcome: "succeeded", payment_intent: paid, charge: made, error: null };
}

async function decline(
  world: World,
  intent: PaymentIntentState,
  method: PaymentMethodState,
  refusal: { code: string; decline_code?: string; message: string },
): Promise<ChargeOutcome> {
  const made = await writeCharge(world, intent, method, {
    status: "failed",
    failure_code: refusal.code,
    failure_message: refusal.message,
    decline_code: refusal.decline_code ?? null,
    authenticated: false,
  });
  const failed = await failIntent(world, intent, method, { ...refusal, charge: made.id });
  await emit(world, "charge.failed", await present(world, CHARGE, made));
  const presented = await present(world, PAYMENT_INTENT, failed);
  await emit(world, "payment_intent.payment_failed", presented);
  return {
    outcome: "declined",
    payment_intent: failed,
    charge: made,
    error: cardDeclined({
      ...refusal,
      charge: made.id,
      payment_intent: presented,
      payment_method: await present(world, PAYMENT_METHOD, method),
    }),
  };
}

async function failIntent(
  world: World,
  intent: PaymentIntentState,
  method: PaymentMethodState,
  refusal: { code: string; decline_code?: string; message: string; charge?: string },
): Promise<PaymentIntentState> {
  const { body } = cardDeclined(refusal);
  return save(world, PAYMENT_INTENT, {
    ...intent,
    status: "requires_payment_method",
    payment_method: null,
    latest_charge: refusal.charge ?? intent.latest_charge,
    last_error: { ...body, payment_method: { id: method.id } },
  });
}

/** The customer has failed 3-D Secure for a payment that waited for it. */
export async function failAuthentication(world: World, intent: PaymentIntentState): Promise<ChargeOutcome> {
  const method = await load(world, PAYMENT_METHOD, intent.payment_method ?? "", "payment_method");
  const refusal = {
    code: "payment_intent_authentication_failure",
    message:
      "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
  };
  const failed = await failIntent(world, intent, method, refusal);
  const presented = await present(world, PAYMENT_INTENT, failed);
  await emit(world, "payment_intent.payment_failed", presented);
  return {
    outcome: "declined",
    payment_intent: failed,
    charge: null,
    error: cardDeclined({ ...refusal, payment_intent: presented }),
  };
}
