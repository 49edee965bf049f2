import type Stripe from "stripe";
import { z } from "zod";
import { env } from "@/lib/platform/env";
import { CUSTOMER } from "@/lib/vendors/stripe/stand-in/customer-state";
import { emit } from "@/lib/vendors/stripe/stand-in/events";
import { flag, list, metadata, text } from "@/lib/vendors/stripe/stand-in/params";
import {
  attachPaymentMethod,
  declineOf,
  markSetUp,
  PAYMENT_METHOD,
  type PaymentMethodState,
  testPaymentMethod,
} from "@/lib/vendors/stripe/stand-in/payment-methods";
import { listRoute, retrieveRoute } from "@/lib/vendors/stripe/stand-in/read-routes";
import { cardDeclined, invalid, kept, type StripeRefusal } from "@/lib/vendors/stripe/stand-in/refusal";
import { route } from "@/lib/vendors/stripe/stand-in/route";
import {
  defineKind,
  insert,
  load,
  mergeMetadata,
  newStripeId,
  present,
  randomLetters,
  type Stored,
  save,
} from "@/lib/vendors/stripe/stand-in/store";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

export interface SetupIntentState extends Stored {
  automatic_payment_methods: { enabled: boolean; allow_redirects: "always" | "never" } | null;
  cancellation_reason: string | null;
  client_secret: string;
  customer: string | null;
  description: string | null;
  last_error: { code: string; decline_code: string | null; message: string; payment_method: string } | null;
  metadata: Record<string, string>;
  payment_method: string | null;
  return_url: string | null;
  status: "requires_payment_method" | "requires_confirmation" | "requires_action" | "succeeded" | "canceled";
  usage: "off_session" | "on_session";
}

export const SETUP_INTENT = defineKind<SetupIntentState, Stripe.SetupIntent>({
  name: "setup_intent",
  title: "setupintent",
  prefix: "seti",
  present: async (state, world) => ({
    id: state.id,
    object: "setup_intent",
    allowed_payment_method_types: ["card"],
    application: null,
    automatic_payment_methods: state.automatic_payment_methods,
    cancellation_reason: state.cancellation_reason,
    client_secret: state.client_secret,
    created: state.created,
    customer: state.customer,
    customer_account: null,
    description: state.description,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: await lastError(state, world),
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: state.metadata,
    next_action:
      state.status === "requires_action"
        ? {
            type: "redirect_to_url",
            redirect_to_url: {
              url: `${env().APP_URL}/dev/stripe/authenticate/${state.id}`,
              return_url: state.return_url,
            },
          }
        : null,
    on_behalf_of: null,
    payment_method: state.payment_method,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { mandate_options: null, network: null, request_three_d_secure: "automatic" },
    },
    payment_method_types: ["card"],
    single_use_mandate: null,
    status: state.status,
    usage: state.usage,
  }),
});

async function lastError(
  { last_error: error }: SetupIntentState,
  world: World,
): Promise<Stripe.SetupIntent.LastSetupError | null> {
  if (error === null) return null;
  const method = await load(world, PAYMENT_METHOD, error.payment_method);
  return {
    type: "card_error",
    code: error.code,
    message: error.message,
    ...(error.decline_code === null ? {} : { decline_code: error.decline_code }),
    payment_method: await present(world, PAYMENT_METHOD, method),
  };
}

export async function createSetupIntent(
  world: World,
  input: Pick<SetupIntentState, "customer" | "payment_method"> & Partial<SetupIntentState>,
): Promise<SetupIntentState> {
  const id = newStripeId("seti");
  const state = await insert(world, SETUP_INTENT, {
    automatic_payment_methods: null,
    description: null,
    metadata: {},
    return_url: null,
    usage: "off_session",
    ...input,
    id,
    created: world.now,
    cancellation_reason: null,
    client_secret: `${id}_secret_${randomLetters(25)}`,
    last_error: null,
    status: input.payment_method === null ? "requires_payment_method" : "requires_confirmation",
  });
  await emit(world, "setup_intent.created", await present(world, SETUP_INTENT, state));
  return state;
}

/** Saves a payment method for later; the refusal is there where the bank says no. Never throws for that. */
export async function confirmSetupIntent(
  world: World,
  intent: SetupIntentState,
  authenticated: boolean,
): Promise<{ intent: SetupIntentState; error: StripeRefusal | null }> {
  if (intent.payment_method === null) {
    throw invalid(
      "You cannot confirm this SetupIntent because it's missing a payment method. Update the SetupIntent with a payment method and then confirm it again.",
      { code: "setup_intent_unexpected_state" },
    );
  }
  if (intent.status === "succeeded" || intent.status === "canceled") {
    throw invalid(`You cannot confirm this SetupIntent because it has a status of ${intent.status}.`, {
      code: "setup_intent_unexpected_state",
    });
  }
  const method = await load(world, PAYMENT_METHOD, intent.payment_method, "payment_method");
  const refusal = declineOf(method.behaviour);
  if (refusal !== null) return failSetup(world, intent, method, refusal);
  const asks = method.behaviour === "authenticate_always" || method.behaviour === "authenticate_once";
  if (asks && !authenticated && !method.set_up) {
    const waiting = await save(world, SETUP_INTENT, {
      ...intent,
      status: "requires_action",
      last_error: null,
    });
    await emit(world, "setup_intent.requires_action", await present(world, SETUP_INTENT, waiting));
    return { intent: waiting, error: null };
  }
  const saved = intent.customer === null ? method : await attachPaymentMethod(world, method, intent.customer);
  if (authenticated) await markSetUp(world, saved);
  const done = await save(world, SETUP_INTENT, { ...intent, status: "succeeded", last_error: null });
  await emit(world, "setup_intent.succeeded", await present(world, SETUP_INTENT, done));
  return { intent: done, error: null };
}

async function failSetup(
  world: World,
  intent: SetupIntentState,
  method: PaymentMethodState,
  refusal: { code: string; decline_code?: string; message: string },
): Promise<{ intent: SetupIntentState; error: StripeRefusal }> {
  const failed = await save(world, SETUP_INTENT, {
    ...intent,
    status: "requires_payment_method",
    payment_method: null,
    last_error: {
      code: refusal.code,
      decline_code: refusal.decline_code ?? null,
      message: refusal.message,
      payment_method: method.id,
    },
  });
  const presented = await present(world, SETUP_INTENT, failed);
  await emit(world, "setup_intent.setup_failed", presented);
  return { intent: failed, error: cardDeclined({ ...refusal, setup_intent: presented }) };
}

/** The customer came back from 3-D Secure. */
export async function authenticateSetupIntent(
  world: World,
  id: string,
  passed: boolean,
): Promise<{ intent: SetupIntentState; error: StripeRefusal | null }> {
  const intent = await load(world, SETUP_INTENT, id);
  if (intent.status !== "requires_action") {
    throw invalid("This SetupIntent does not wait for authentication.", {
      code: "setup_intent_unexpected_state",
    });
  }
  if (passed) return confirmSetupIntent(world, intent, true);
  const method = await load(world, PAYMENT_METHOD, intent.payment_method ?? "", "payment_method");
  return failSetup(world, intent, method, {
    code: "setup_intent_authentication_failure",
    message:
      "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
  });
}

async function confirm(world: World, intent: SetupIntentState): Promise<Stripe.SetupIntent> {
  const outcome = await confirmSetupIntent(world, intent, false);
  if (outcome.error !== null) throw kept(outcome.error);
  return present(world, SETUP_INTENT, outcome.intent);
}

const shared = {
  description: text().optional(),
  metadata: metadata().optional(),
  payment_method: text().optional(),
  payment_method_types: list(z.enum(["card"])).optional(),
};

export const setupIntentRoutes = [
  route(
    "POST",
    "/v1/setup_intents",
    z.strictObject({
      ...shared,
      automatic_payment_methods: z
        .strictObject({ enabled: flag(), allow_redirects: z.enum(["always", "never"]).optional() })
        .optional(),
      confirm: flag().optional(),
      customer: text().optional(),
      return_url: z.url().optional(),
      usage: z.enum(["off_session", "on_session"]).optional(),
    }),
    async (world, params) => {
      if (params.customer !== undefined) await load(world, CUSTOMER, params.customer, "customer");
      const method =
        params.payment_method === undefined
          ? null
          : await testPaymentMethod(world, params.payment_method, "payment_method");
      const { automatic_payment_methods: automatic } = params;
      const intent = await createSetupIntent(world, {
        customer: params.customer ?? null,
        payment_method: method?.id ?? null,
        automatic_payment_methods:
          automatic === undefined
            ? null
            : { enabled: automatic.enabled, allow_redirects: automatic.allow_redirects ?? "always" },
        description: params.description ?? null,
        metadata: mergeMetadata({}, params.metadata),
        return_url: params.return_url ?? null,
        usage: params.usage ?? "off_session",
      });
      return params.confirm === true ? confirm(world, intent) : present(world, SETUP_INTENT, intent);
    },
  ),
  route(
    "POST",
    "/v1/setup_intents/:id/confirm",
    z.strictObject({ payment_method: text().optional(), return_url: z.url().optional() }),
    async (world, params, { id }) => {
      const intent = await load(world, SETUP_INTENT, id);
      const method =
        params.payment_method === undefined
          ? intent.payment_method
          : (await testPaymentMethod(world, params.payment_method, "payment_method")).id;
      return confirm(world, {
        ...intent,
        payment_method: method,
        return_url: params.return_url ?? intent.return_url,
      });
    },
  ),
  route(
    "POST",
    "/v1/setup_intents/:id/cancel",
    z.strictObject({
      cancellation_reason: z.enum(["abandoned", "duplicate", "requested_by_customer"]).optional(),
    }),
    async (world, params, { id }) => {
      const intent = await load(world, SETUP_INTENT, id);
      if (intent.status === "succeeded" || intent.status === "canceled") {
        throw invalid(`You cannot cancel this SetupIntent because it has a status of ${intent.status}.`, {
          code: "setup_intent_unexpected_state",
        });
      }
      const canceled = await save(world, SETUP_INTENT, {
        ...intent,
        status: "canceled",
        cancellation_reason: params.cancellation_reason ?? null,
      });
      const presented = await present(world, SETUP_INTENT, canceled);
      await emit(world, "setup_intent.canceled", presented);
      return presented;
    },
  ),
  route("POST", "/v1/setup_intents/:id", z.strictObject(shared), async (world, params, { id }) => {
    const intent = await load(world, SETUP_INTENT, id);
    const method =
      params.payment_method === undefined
        ? intent.payment_method
        : (await testPaymentMethod(world, params.payment_method, "payment_method")).id;
    const after = await save(world, SETUP_INTENT, {
      ...intent,
      description: params.description ?? intent.description,
      metadata: mergeMetadata(intent.metadata, params.metadata),
      payment_method: method,
      status:
        intent.status === "requires_payment_method" && method !== null
          ? "requires_confirmation"
          : intent.status,
    });
    return present(world, SETUP_INTENT, after);
  }),
  retrieveRoute("/v1/setup_intents", SETUP_INTENT, z.strictObject({ client_secret: text().optional() })),
  listRoute("/v1/setup_intents", SETUP_INTENT, {
    customer: text().optional(),
    payment_method: text().optional(),
  }),
];
