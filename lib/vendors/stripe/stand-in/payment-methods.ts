import type Stripe from "stripe";
import { z } from "zod";
import {
  type Behaviour,
  type CardInput,
  readCard,
  readCardName,
} from "@/lib/vendors/stripe/stand-in/card-numbers";
import { CUSTOMER } from "@/lib/vendors/stripe/stand-in/customer-state";
import { emit } from "@/lib/vendors/stripe/stand-in/events";
import {
  addressShape,
  integer,
  metadata,
  nothing,
  pageShape,
  text,
  unsettable,
} from "@/lib/vendors/stripe/stand-in/params";
import type { CardState } from "@/lib/vendors/stripe/stand-in/payment-state";
import { cardDeclined, invalid, missing } from "@/lib/vendors/stripe/stand-in/refusal";
import { route } from "@/lib/vendors/stripe/stand-in/route";
import {
  defineKind,
  find,
  insert,
  listPage,
  load,
  mergeMetadata,
  newStripeId,
  present,
  type Stored,
  save,
} from "@/lib/vendors/stripe/stand-in/store";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

export interface PaymentMethodState extends Stored {
  customer: string | null;
  card: CardState;
  behaviour: Behaviour;
  /** Passed 3-D Secure once while it was saved, so it may pay when nobody is there. */
  set_up: boolean;
  billing_details: {
    address: Stripe.Address | null;
    email: string | null;
    name: string | null;
    phone: string | null;
  };
  metadata: Record<string, string>;
}

const CHECKED = "pass";

function presentMethod(state: PaymentMethodState): Stripe.PaymentMethod {
  const { card } = state;
  return {
    id: state.id,
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: { ...state.billing_details, tax_id: null },
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: CHECKED },
      country: card.country,
      display_brand: card.brand,
      exp_month: card.exp_month,
      exp_year: card.exp_year,
      fingerprint: card.fingerprint,
      funding: card.funding,
      generated_from: null,
      last4: card.last4,
      networks: { available: [card.brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: state.created,
    customer: state.customer,
    customer_account: null,
    livemode: false,
    metadata: state.metadata,
    type: "card",
  };
}

export const PAYMENT_METHOD = defineKind<PaymentMethodState, Stripe.PaymentMethod>({
  name: "payment_method",
  title: "PaymentMethod",
  prefix: "pm",
  present: presentMethod,
});

/** Makes a payment method of a card that somebody typed in. Throws the card's own errors. */
export async function createCard(
  world: World,
  input: CardInput & { name?: string | null; email?: string | null },
): Promise<PaymentMethodState> {
  return keepCard(world, readCard(input, world.now), {
    name: input.name ?? null,
    email: input.email ?? null,
  });
}

async function keepCard(
  world: World,
  read: { card: CardState; behaviour: Behaviour },
  billing: Partial<PaymentMethodState["billing_details"]> = {},
  given: Record<string, string> = {},
): Promise<PaymentMethodState> {
  return insert(world, PAYMENT_METHOD, {
    id: newStripeId("pm"),
    created: world.now,
    customer: null,
    ...read,
    set_up: false,
    billing_details: { address: null, email: null, name: null, phone: null, ...billing },
    metadata: given,
  });
}

/** The payment method of this id; a test card's name (`pm_card_visa`) makes one, as at Stripe. */
export async function testPaymentMethod(
  world: World,
  id: string,
  param?: string,
): Promise<PaymentMethodState> {
  const named = readCardName(id, world.now);
  return named === null ? load(world, PAYMENT_METHOD, id, param) : keepCard(world, named);
}

/** Gives a payment method to a customer. Throws the card's refusal where its bank refuses it at once. */
export async function attachPaymentMethod(
  world: World,
  method: PaymentMethodState,
  customerId: string,
): Promise<PaymentMethodState> {
  if (method.customer === customerId) return method;
  if (method.customer !== null) {
    throw invalid("The payment method you provided has already been attached to a customer.", {
      code: "payment_method_unexpected_state",
    });
  }
  const customer = await find(world, CUSTOMER, customerId);
  if (customer === null || customer.deleted) throw missing(CUSTOMER.title, customerId, "customer");
  const refusal = declineOf(method.behaviour);
  if (refusal !== null) throw cardDeclined(refusal);
  const attached = await save(world, PAYMENT_METHOD, { ...method, customer: customerId });
  await emit(world, "payment_method.attached", presentMethod(attached));
  return attached;
}

/** What the bank says to a card that it never lets through; null for one that it may. */
export function declineOf(
  behaviour: Behaviour,
): { code: string; decline_code?: string; message: string } | null {
  switch (behaviour) {
    case "generic_decline":
      return {
        code: "card_declined",
        decline_code: "generic_decline",
        message: "Your card was declined.",
      };
    case "insufficient_funds":
      return {
        code: "card_declined",
        decline_code: "insufficient_funds",
        message: "Your card has insufficient funds.",
      };
    case "lost_card":
    case "stolen_card":
      return { code: "card_declined", decline_code: behaviour, message: "Your card was declined." };
    case "expired_card":
      return { code: "expired_card", message: "Your card has expired." };
    case "incorrect_cvc":
      return { code: "incorrect_cvc", message: "Your card's security code is incorrect." };
    case "processing_error":
      return {
        code: "processing_error",
        message: "An error occurred while processing your card. Try again in a little bit.",
      };
    default:
      return null;
  }
}

/** Notes that 3-D Secure was passed with it, so that it may pay later when nobody is there. */
export async function markSetUp(world: World, method: PaymentMethodState): Promise<PaymentMethodState> {
  return method.set_up ? method : save(world, PAYMENT_METHOD, { ...method, set_up: true });
}

const billingShape = z.strictObject({
  address: unsettable(addressShape()).optional(),
  email: unsettable(z.string()).optional(),
  name: unsettable(z.string()).optional(),
  phone: unsettable(z.string()).optional(),
});

function mergeBilling(
  old: PaymentMethodState["billing_details"],
  given: z.output<typeof billingShape> | undefined,
): PaymentMethodState["billing_details"] {
  const { address, email, name, phone } = given ?? {};
  return {
    address: address === undefined ? old.address : address,
    email: email === undefined ? old.email : email,
    name: name === undefined ? old.name : name,
    phone: phone === undefined ? old.phone : phone,
  };
}

export const paymentMethodRoutes = [
  route(
    "POST",
    "/v1/payment_methods",
    z.strictObject({
      type: z.enum(["card"]),
      card: z.union([
        z.strictObject({ token: text() }),
        z.strictObject({
          number: text(),
          exp_month: integer(),
          exp_year: integer(),
          cvc: text().optional(),
        }),
      ]),
      billing_details: billingShape.optional(),
      metadata: metadata().optional(),
    }),
    async (world, params) => {
      const { card } = params;
      const read =
        "token" in card
          ? readCardName(card.token.replace(/^tok_/, "pm_card_"), world.now)
          : readCard(card, world.now);
      if (read === null) {
        throw missing("token", "token" in card ? card.token : "", "card[token]");
      }
      const none = { address: null, email: null, name: null, phone: null };
      const state = await keepCard(
        world,
        read,
        mergeBilling(none, params.billing_details),
        mergeMetadata({}, params.metadata),
      );
      return presentMethod(state);
    },
  ),
  route("GET", "/v1/payment_methods/:id", nothing, async (world, _params, { id }) =>
    present(world, PAYMENT_METHOD, await testPaymentMethod(world, id)),
  ),
  route(
    "POST",
    "/v1/payment_methods/:id",
    z.strictObject({
      billing_details: billingShape.optional(),
      metadata: metadata().optional(),
      card: z
        .strictObject({ exp_month: integer(1, 12).optional(), exp_year: integer().optional() })
        .optional(),
    }),
    async (world, params, { id }) => {
      const state = await load(world, PAYMENT_METHOD, id);
      if (state.customer === null) {
        throw invalid("You must save this PaymentMethod to a customer before you can update it.", {
          code: "payment_method_unactivated",
        });
      }
      const after = await save(world, PAYMENT_METHOD, {
        ...state,
        card: {
          ...state.card,
          exp_month: params.card?.exp_month ?? state.card.exp_month,
          exp_year: params.card?.exp_year ?? state.card.exp_year,
        },
        billing_details: mergeBilling(state.billing_details, params.billing_details),
        metadata: mergeMetadata(state.metadata, params.metadata),
      });
      await emit(world, "payment_method.updated", presentMethod(after));
      return presentMethod(after);
    },
  ),
  route(
    "POST",
    "/v1/payment_methods/:id/attach",
    z.strictObject({ customer: text() }),
    async (world, { customer }, { id }) =>
      presentMethod(await attachPaymentMethod(world, await testPaymentMethod(world, id), customer)),
  ),
  route("POST", "/v1/payment_methods/:id/detach", nothing, async (world, _params, { id }) => {
    const state = await load(world, PAYMENT_METHOD, id);
    if (state.customer === null) {
      throw invalid(
        "The payment method you provided is not attached to a customer so detachment is impossible.",
      );
    }
    const customer = await find(world, CUSTOMER, state.customer);
    if (customer?.invoice_settings.default_payment_method === id) {
      await save(world, CUSTOMER, {
        ...customer,
        invoice_settings: { ...customer.invoice_settings, default_payment_method: null },
      });
    }
    const detached = presentMethod(await save(world, PAYMENT_METHOD, { ...state, customer: null }));
    await emit(world, "payment_method.detached", detached, { customer: state.customer });
    return detached;
  }),
  route(
    "GET",
    "/v1/payment_methods",
    z.strictObject({ ...pageShape, customer: text().optional(), type: z.enum(["card"]).optional() }),
    async (world, { customer, type: _type, ...page }) =>
      listPage(world, PAYMENT_METHOD, { where: { customer }, page, url: "/v1/payment_methods" }),
  ),
];
