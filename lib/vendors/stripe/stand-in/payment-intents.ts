import { z } from "zod";
import {
  type ChargeOutcome,
  confirmIntent,
  createIntent,
  failAuthentication,
  PAYMENT_INTENT,
} from "@/lib/vendors/stripe/stand-in/charging";
import { CUSTOMER } from "@/lib/vendors/stripe/stand-in/customer-state";
import { engine } from "@/lib/vendors/stripe/stand-in/engine-hooks";
import { emit } from "@/lib/vendors/stripe/stand-in/events";
import { assertChargeable } from "@/lib/vendors/stripe/stand-in/minimum-charge";
import { flag, integer, list, metadata, text, unsettable } from "@/lib/vendors/stripe/stand-in/params";
import { testPaymentMethod } from "@/lib/vendors/stripe/stand-in/payment-methods";
import type { PaymentIntentState } from "@/lib/vendors/stripe/stand-in/payment-state";
import { listRoute, retrieveRoute } from "@/lib/vendors/stripe/stand-in/read-routes";
import { invalid, kept } from "@/lib/vendors/stripe/stand-in/refusal";
import { route } from "@/lib/vendors/stripe/stand-in/route";
import { load, mergeMetadata, present, save } from "@/lib/vendors/stripe/stand-in/store";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

/** Tells the invoice, where there is one, how its payment came out. */
async function settled(world: World, outcome: ChargeOutcome): Promise<ChargeOutcome> {
  const { payment_intent: intent } = outcome;
  if (intent.invoice !== null && outcome.outcome !== "requires_action") {
    await engine().paymentIntentSettled(world, intent.invoice, intent);
  }
  return outcome;
}

/** The customer came back from 3-D Secure: the payment goes through, or fails. */
export async function authenticateIntent(world: World, id: string, passed: boolean): Promise<ChargeOutcome> {
  const intent = await load(world, PAYMENT_INTENT, id);
  if (intent.status !== "requires_action") {
    throw invalid("This payment does not wait for authentication.", {
      code: "payment_intent_unexpected_state",
    });
  }
  return settled(
    world,
    passed ? await confirmIntent(world, intent, true) : await failAuthentication(world, intent),
  );
}

async function confirm(world: World, intent: PaymentIntentState, errorOnAction: boolean) {
  const outcome = await settled(world, await confirmIntent(world, intent, false));
  if (outcome.outcome === "declined" && outcome.error !== null) throw kept(outcome.error);
  if (outcome.outcome === "requires_action" && errorOnAction && outcome.error !== null) {
    throw kept(outcome.error);
  }
  return present(world, PAYMENT_INTENT, outcome.payment_intent);
}

const automatic = z.strictObject({
  enabled: flag(),
  allow_redirects: z.enum(["always", "never"]).optional(),
});

const shared = {
  description: text().optional(),
  metadata: metadata().optional(),
  payment_method: text().optional(),
  payment_method_types: list(z.enum(["card"])).optional(),
  receipt_email: unsettable(text()).optional(),
  setup_future_usage: unsettable(z.enum(["on_session", "off_session"])).optional(),
  statement_descriptor: text().optional(),
  transfer_group: text().optional(),
};

const confirming = {
  return_url: z.url().optional(),
  off_session: flag().optional(),
  error_on_requires_action: flag().optional(),
};

export const paymentIntentRoutes = [
  route(
    "POST",
    "/v1/payment_intents",
    z.strictObject({
      amount: integer(1, 99_999_999),
      currency: z
        .string()
        .regex(/^[A-Za-z]{3}$/)
        .transform((code) => code.toLowerCase()),
      ...shared,
      ...confirming,
      automatic_payment_methods: automatic.optional(),
      capture_method: z.enum(["automatic", "automatic_async"]).optional(),
      confirm: flag().optional(),
      customer: text().optional(),
    }),
    async (world, params) => {
      const currency = params.currency.toLowerCase();
      assertChargeable(params.amount, currency, "amount", "Amount must be at least $0.50 usd");
      if (params.customer !== undefined) await load(world, CUSTOMER, params.customer, "customer");
      const method =
        params.payment_method === undefined
          ? null
          : await testPaymentMethod(world, params.payment_method, "payment_method");
      if (params.confirm !== true && (params.off_session !== undefined || params.return_url !== undefined)) {
        throw invalid("This parameter can only be used when `confirm` is true.", {
          param: params.off_session === undefined ? "return_url" : "off_session",
        });
      }
      const intent = await createIntent(world, {
        amount: params.amount,
        currency,
        customer: params.customer ?? null,
        payment_method: method?.id ?? null,
        automatic_payment_methods:
          params.automatic_payment_methods === undefined
            ? null
            : {
                enabled: params.automatic_payment_methods.enabled,
                allow_redirects: params.automatic_payment_methods.allow_redirects ?? "always",
              },
        capture_method: params.capture_method ?? "automatic_async",
        description: params.description ?? null,
        metadata: mergeMetadata({}, params.metadata),
        receipt_email: params.receipt_email ?? null,
        setup_future_usage: params.setup_future_usage ?? null,
        statement_descriptor: params.statement_descriptor ?? null,
        transfer_group: params.transfer_group ?? null,
        return_url: params.return_url ?? null,
        off_session: params.off_session ?? false,
      });
      if (params.confirm !== true) return present(world, PAYMENT_INTENT, intent);
      return confirm(world, intent, params.error_on_requires_action ?? false);
    },
  ),
  route(
    "POST",
    "/v1/payment_intents/:id/confirm",
    z.strictObject({
      ...confirming,
      payment_method: text().optional(),
      receipt_email: shared.receipt_email,
      setup_future_usage: shared.setup_future_usage,
    }),
    async (world, params, { id }) => {
      const intent = await load(world, PAYMENT_INTENT, id);
      const method =
        params.payment_method === undefined
          ? intent.payment_method
          : (await testPaymentMethod(world, params.payment_method, "payment_method")).id;
      return confirm(
        world,
        {
          ...intent,
          payment_method: method,
          return_url: params.return_url ?? intent.return_url,
          off_session: params.off_session ?? false,
          receipt_email: params.receipt_email === undefined ? intent.receipt_email : params.receipt_email,
          setup_future_usage:
            params.setup_future_usage === undefined ? intent.setup_future_usage : params.setup_future_usage,
        },
        params.error_on_requires_action ?? false,
      );
    },
  ),
  route(
    "POST",
    "/v1/payment_intents/:id/cancel",
    z.strictObject({
      cancellation_reason: z
        .enum(["abandoned", "duplicate", "fraudulent", "requested_by_customer"])
        .optional(),
    }),
    async (world, params, { id }) => {
      const intent = await load(world, PAYMENT_INTENT, id);
      if (intent.status === "succeeded" || intent.status === "canceled") {
        throw invalid(`You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`, {
          code: "payment_intent_unexpected_state",
        });
      }
      const canceled = await save(world, PAYMENT_INTENT, {
        ...intent,
        status: "canceled",
        canceled_at: world.now,
        cancellation_reason: params.cancellation_reason ?? null,
      });
      const presented = await present(world, PAYMENT_INTENT, canceled);
      await emit(world, "payment_intent.canceled", presented);
      return presented;
    },
  ),
  route(
    "POST",
    "/v1/payment_intents/:id",
    z.strictObject({ ...shared, amount: integer(1, 99_999_999).optional(), customer: text().optional() }),
    async (world, params, { id }) => {
      const intent = await load(world, PAYMENT_INTENT, id);
      const open = intent.status === "requires_payment_method" || intent.status === "requires_confirmation";
      if (!open && (params.amount ?? params.customer ?? params.payment_method) !== undefined) {
        throw invalid(
          `This PaymentIntent's amount, customer or payment method could not be updated because it has a status of ${intent.status}.`,
          { code: "payment_intent_unexpected_state" },
        );
      }
      const method =
        params.payment_method === undefined
          ? intent.payment_method
          : (await testPaymentMethod(world, params.payment_method, "payment_method")).id;
      if (params.customer !== undefined) await load(world, CUSTOMER, params.customer, "customer");
      const after = await save(world, PAYMENT_INTENT, {
        ...intent,
        amount: params.amount ?? intent.amount,
        customer: params.customer ?? intent.customer,
        payment_method: method,
        status: open
          ? method === null
            ? "requires_payment_method"
            : "requires_confirmation"
          : intent.status,
        description: params.description ?? intent.description,
        metadata: mergeMetadata(intent.metadata, params.metadata),
        receipt_email: params.receipt_email === undefined ? intent.receipt_email : params.receipt_email,
        setup_future_usage:
          params.setup_future_usage === undefined ? intent.setup_future_usage : params.setup_future_usage,
        statement_descriptor: params.statement_descriptor ?? intent.statement_descriptor,
        transfer_group: params.transfer_group ?? intent.transfer_group,
      });
      return present(world, PAYMENT_INTENT, after);
    },
  ),
  retrieveRoute("/v1/payment_intents", PAYMENT_INTENT, z.strictObject({ client_secret: text().optional() })),
  listRoute("/v1/payment_intents", PAYMENT_INTENT, { customer: text().optional() }),
];
