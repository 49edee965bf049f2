import type Stripe from "stripe";
import { z } from "zod";
import { CUSTOMER, type CustomerState } from "@/lib/vendors/stripe/stand-in/customer-state";
import { engine } from "@/lib/vendors/stripe/stand-in/engine-hooks";
import { changedFields, emit } from "@/lib/vendors/stripe/stand-in/events";
import {
  addressShape,
  integer,
  list,
  metadata,
  nothing,
  pageShape,
  text,
  unsettable,
} from "@/lib/vendors/stripe/stand-in/params";
import {
  attachPaymentMethod,
  PAYMENT_METHOD,
  testPaymentMethod,
} from "@/lib/vendors/stripe/stand-in/payment-methods";
import { invalid, missing } from "@/lib/vendors/stripe/stand-in/refusal";
import { route } from "@/lib/vendors/stripe/stand-in/route";
import {
  insert,
  listPage,
  load,
  mergeMetadata,
  newStripeId,
  present,
  randomLetters,
  save,
} from "@/lib/vendors/stripe/stand-in/store";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

const email = () =>
  z
    .string()
    .max(512)
    .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/);

const settings = z.strictObject({
  default_payment_method: unsettable(text()).optional(),
  footer: unsettable(z.string()).optional(),
});

const shape = {
  address: unsettable(addressShape()).optional(),
  description: unsettable(z.string()).optional(),
  email: unsettable(email()).optional(),
  invoice_settings: settings.optional(),
  metadata: metadata().optional(),
  name: unsettable(z.string().max(256)).optional(),
  phone: unsettable(z.string()).optional(),
  preferred_locales: list(z.string()).optional(),
  balance: integer().optional(),
  invoice_prefix: z
    .string()
    .regex(/^[A-Z0-9]{3,12}$/)
    .optional(),
  next_invoice_sequence: integer(1).optional(),
  tax_exempt: unsettable(z.enum(["none", "exempt", "reverse"])).optional(),
};

/** The customer of this id, who must not have been deleted. */
export async function loadCustomer(world: World, id: string, param?: string): Promise<CustomerState> {
  const state = await load(world, CUSTOMER, id, param);
  if (state.deleted) throw missing(CUSTOMER.title, id, param);
  return state;
}

/** Keeps a changed customer and says so. */
export async function updateCustomer(
  world: World,
  before: CustomerState,
  after: CustomerState,
): Promise<CustomerState> {
  const [was, is] = [await present(world, CUSTOMER, before), await present(world, CUSTOMER, after)];
  const changed = changedFields(was, is);
  await save(world, CUSTOMER, after);
  if (Object.keys(changed).length > 0) await emit(world, "customer.updated", is, changed);
  return after;
}

async function settingsOf(
  world: World,
  state: CustomerState,
  given: z.output<typeof settings> | undefined,
): Promise<CustomerState["invoice_settings"]> {
  const old = state.invoice_settings;
  const { default_payment_method: asked, footer } = given ?? {};
  if (typeof asked === "string") {
    const method = await load(world, PAYMENT_METHOD, asked, "invoice_settings[default_payment_method]");
    if (method.customer !== state.id) {
      throw invalid(
        `The customer does not have a payment method with the ID ${asked}. The payment method must be attached to the customer.`,
        { param: "invoice_settings[default_payment_method]", code: "resource_missing" },
      );
    }
  }
  return {
    default_payment_method: asked === undefined ? old.default_payment_method : asked,
    footer: footer === undefined ? old.footer : footer,
  };
}

const createShape = z.strictObject({ ...shape, payment_method: text().optional() });

function newCustomer(world: World, params: z.output<typeof createShape>): CustomerState {
  return {
    id: newStripeId(CUSTOMER.prefix).replace("cus_1", "cus_").slice(0, 18),
    created: world.now,
    deleted: false,
    address: params.address ?? null,
    balance: params.balance ?? 0,
    currency: null,
    delinquent: false,
    description: params.description ?? null,
    email: params.email ?? null,
    invoice_prefix: params.invoice_prefix ?? randomLetters(8).toUpperCase(),
    invoice_settings: { default_payment_method: null, footer: null },
    metadata: mergeMetadata({}, params.metadata),
    name: params.name ?? null,
    next_invoice_sequence: params.next_invoice_sequence ?? 1,
    phone: params.phone ?? null,
    preferred_locales: params.preferred_locales ?? [],
    tax_exempt: params.tax_exempt ?? "none",
  };
}

/** Makes a customer of whom little is known, as Checkout does. */
export async function createCustomer(
  world: World,
  params: { email: string | null; name: string | null },
): Promise<CustomerState> {
  const state = await insert(world, CUSTOMER, newCustomer(world, params));
  await emit(world, "customer.created", await present(world, CUSTOMER, state));
  return state;
}

export const customerRoutes = [
  route("POST", "/v1/customers", createShape, async (world, params) => {
    const fresh = newCustomer(world, params);
    await insert(world, CUSTOMER, fresh);
    if (params.payment_method !== undefined) {
      const method = await testPaymentMethod(world, params.payment_method, "payment_method");
      await attachPaymentMethod(world, method, fresh.id);
    }
    const asked = params.invoice_settings;
    // A test card's name makes a payment method each time; the one just attached is meant.
    const [attached] =
      asked?.default_payment_method === params.payment_method && params.payment_method !== undefined
        ? (await listPage(world, PAYMENT_METHOD, { where: { customer: fresh.id }, page: {}, url: "" })).data
        : [];
    const state = {
      ...fresh,
      invoice_settings: await settingsOf(
        world,
        fresh,
        attached === undefined ? asked : { ...asked, default_payment_method: attached.id },
      ),
    };
    await save(world, CUSTOMER, state);
    const customer = await present(world, CUSTOMER, state);
    await emit(world, "customer.created", customer);
    return customer;
  }),
  route("POST", "/v1/customers/:id", z.strictObject(shape), async (world, params, { id }) => {
    const state = await loadCustomer(world, id);
    const pick = <T>(given: T | undefined, old: T): T => (given === undefined ? old : given);
    const after = await updateCustomer(world, state, {
      ...state,
      address: pick(params.address, state.address),
      balance: params.balance ?? state.balance,
      description: pick(params.description, state.description),
      email: pick(params.email, state.email),
      invoice_prefix: params.invoice_prefix ?? state.invoice_prefix,
      invoice_settings: await settingsOf(world, state, params.invoice_settings),
      metadata: mergeMetadata(state.metadata, params.metadata),
      name: pick(params.name, state.name),
      next_invoice_sequence: params.next_invoice_sequence ?? state.next_invoice_sequence,
      phone: pick(params.phone, state.phone),
      preferred_locales: params.preferred_locales ?? state.preferred_locales,
      tax_exempt: params.tax_exempt === undefined ? state.tax_exempt : (params.tax_exempt ?? "none"),
    });
    return present(world, CUSTOMER, after);
  }),
  route("GET", "/v1/customers/:id", nothing, async (world, _params, { id }) => {
    const state = await load(world, CUSTOMER, id);
    if (!state.deleted) return present(world, CUSTOMER, state);
    const gone: Stripe.DeletedCustomer = { id, object: "customer", deleted: true };
    return gone;
  }),
  route("DELETE", "/v1/customers/:id", nothing, async (world, _params, { id }) => {
    const state = await loadCustomer(world, id);
    const customer = await present(world, CUSTOMER, state);
    await engine().customerDeleted(world, id);
    await save(world, CUSTOMER, { ...state, deleted: true });
    await emit(world, "customer.deleted", customer);
    const gone: Stripe.DeletedCustomer = { id, object: "customer", deleted: true };
    return gone;
  }),
  route(
    "GET",
    "/v1/customers",
    z.strictObject({ ...pageShape, email: text().optional() }),
    async (world, { email: asked, ...page }) =>
      listPage(world, CUSTOMER, {
        where: { deleted: false, email: asked },
        page,
        url: "/v1/customers",
      }),
  ),
  route(
    "GET",
    "/v1/customers/:id/payment_methods",
    z.strictObject({ ...pageShape, type: z.enum(["card"]).optional() }),
    async (world, { type: _type, ...page }, { id }) => {
      await loadCustomer(world, id);
      return listPage(world, PAYMENT_METHOD, {
        where: { customer: id },
        page,
        url: `/v1/customers/${id}/payment_methods`,
      });
    },
  ),
];
