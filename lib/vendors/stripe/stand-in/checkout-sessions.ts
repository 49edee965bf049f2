import { z } from "zod";
import {
  assertPayable,
  CHECKOUT,
  type CheckoutLine,
  type CheckoutState,
  checkoutLines,
} from "@/lib/vendors/stripe/stand-in/checkout-state";
import { assertRedeemable, COUPON } from "@/lib/vendors/stripe/stand-in/coupons";
import { loadCustomer } from "@/lib/vendors/stripe/stand-in/customers";
import { emit } from "@/lib/vendors/stripe/stand-in/events";
import {
  flag,
  integer,
  list,
  metadata,
  nothing,
  pageShape,
  text,
  timestamp,
} from "@/lib/vendors/stripe/stand-in/params";
import { createPrice, PRICE, priceDataShape } from "@/lib/vendors/stripe/stand-in/prices";
import { PROMOTION_CODE } from "@/lib/vendors/stripe/stand-in/promotion-codes";
import { invalid } from "@/lib/vendors/stripe/stand-in/refusal";
import { route } from "@/lib/vendors/stripe/stand-in/route";
import {
  findAll,
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

const DAY_S = 86_400;
const MIN_LIFE_S = 30 * 60;

/** An address to come back to; `{CHECKOUT_SESSION_ID}` in it is filled in later. */
const returnAddress = () =>
  z.string().refine((value) => {
    const url = URL.parse(value);
    return url !== null && /^https?:$/.test(url.protocol);
  });

const lineShape = z.strictObject({
  price: text().optional(),
  price_data: priceDataShape.optional(),
  quantity: integer(1, 999_999).optional(),
  adjustable_quantity: z
    .strictObject({
      enabled: flag(),
      minimum: integer(0, 999_999).optional(),
      maximum: integer(1, 999_999).optional(),
    })
    .optional(),
});

const createShape = z.strictObject({
  mode: z.enum(["payment", "setup", "subscription"]),
  success_url: returnAddress(),
  cancel_url: returnAddress().optional(),
  line_items: list(lineShape).optional(),
  allow_promotion_codes: flag().optional(),
  automatic_tax: z.strictObject({ enabled: z.literal("false") }).optional(),
  billing_address_collection: z.enum(["auto"]).optional(),
  client_reference_id: text().optional(),
  currency: text().optional(),
  custom_text: z.strictObject({ submit: z.strictObject({ message: text() }).optional() }).optional(),
  customer: text().optional(),
  customer_creation: z.enum(["always", "if_required"]).optional(),
  customer_email: z
    .string()
    .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/)
    .optional(),
  customer_update: z
    .strictObject({
      address: z.enum(["auto", "never"]).optional(),
      name: z.enum(["auto", "never"]).optional(),
    })
    .optional(),
  discounts: list(
    z.strictObject({ coupon: text().optional(), promotion_code: text().optional() }),
  ).optional(),
  expires_at: timestamp().optional(),
  locale: text().optional(),
  metadata: metadata().optional(),
  payment_intent_data: z
    .strictObject({
      description: text().optional(),
      metadata: metadata().optional(),
      receipt_email: text().optional(),
      setup_future_usage: z.enum(["on_session", "off_session"]).optional(),
      statement_descriptor: text().optional(),
      transfer_group: text().optional(),
    })
    .optional(),
  payment_method_collection: z.enum(["always", "if_required"]).optional(),
  payment_method_types: list(z.enum(["card"])).optional(),
  setup_intent_data: z
    .strictObject({ description: text().optional(), metadata: metadata().optional() })
    .optional(),
  submit_type: z.enum(["auto", "pay", "book", "donate", "subscribe"]).optional(),
  subscription_data: z
    .strictObject({
      billing_cycle_anchor: timestamp().optional(),
      description: text().optional(),
      metadata: metadata().optional(),
      proration_behavior: z.enum(["create_prorations", "none"]).optional(),
      trial_end: timestamp().optional(),
      trial_period_days: integer(1, 730).optional(),
    })
    .optional(),
  ui_mode: z.enum(["hosted_page"]).optional(),
});

type CreateParams = z.output<typeof createShape>;

async function linesOf(
  world: World,
  params: CreateParams,
): Promise<{ lines: CheckoutLine[]; currency: string | null }> {
  const { mode, line_items: items = [] } = params;
  if (mode === "setup") {
    if (items.length > 0) {
      throw invalid("You can not pass `line_items` in `setup` mode.", { param: "line_items" });
    }
    return { lines: [], currency: params.currency?.toLowerCase() ?? null };
  }
  if (items.length === 0) {
    throw invalid(`The \`line_items\` parameter is required in ${mode} mode.`, {
      param: "line_items",
      code: "parameter_missing",
    });
  }
  const lines: CheckoutLine[] = [];
  const currencies = new Set<string>();
  let recurring = 0;
  for (const [index, item] of items.entries()) {
    const param = `line_items[${index}]`;
    if ((item.price === undefined) === (item.price_data === undefined)) {
      throw invalid("You must specify either `price` or `price_data` for each line item.", {
        param: `${param}[price]`,
        code: "parameter_missing",
      });
    }
    const price =
      item.price_data === undefined
        ? await load(world, PRICE, item.price ?? "", `${param}[price]`)
        : await createPrice(world, item.price_data);
    if (!price.active && item.price_data === undefined) {
      throw invalid("The price specified is inactive. This field only accepts active prices.", {
        param: `${param}[price]`,
      });
    }
    if (price.recurring !== null) recurring += 1;
    if (mode === "payment" && price.recurring !== null) {
      throw invalid(
        "You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.",
        { param: "mode" },
      );
    }
    const metered = price.recurring?.usage_type === "metered";
    if (metered && item.quantity !== undefined) {
      throw invalid("Quantity should not be specified where usage_type is `metered`.", {
        param: `${param}[quantity]`,
      });
    }
    if (!metered && item.quantity === undefined) {
      throw invalid("Quantity is required. Add `quantity` to the line item.", {
        param: `${param}[quantity]`,
        code: "parameter_missing",
      });
    }
    currencies.add(price.currency);
    const { adjustable_quantity: adjustable } = item;
    lines.push({
      id: newStripeId("li"),
      price: price.id,
      quantity: item.quantity ?? null,
      adjustable:
        adjustable === undefined
          ? null
          : {
              enabled: adjustable.enabled,
              minimum: adjustable.minimum ?? 0,
              maximum: adjustable.maximum ?? 99,
            },
    });
  }
  if (mode === "subscription" && recurring === 0) {
    throw invalid("You must provide at least one recurring price in `subscription` mode when using prices.", {
      param: "mode",
    });
  }
  if (currencies.size > 1) {
    throw invalid("All prices on a Checkout Session must have the same currency.", { param: "line_items" });
  }
  return { lines, currency: [...currencies][0] ?? null };
}

async function discountOf(
  world: World,
  params: CreateParams,
): Promise<{ coupon: string | null; promotion_code: string | null }> {
  const { discounts = [] } = params;
  if (discounts.length > 1) throw invalid("You may only pass one discount.", { param: "discounts" });
  const [discount] = discounts;
  if (discount === undefined) return { coupon: null, promotion_code: null };
  if (params.allow_promotion_codes !== undefined) {
    throw invalid("You may only specify one of these parameters: allow_promotion_codes, discounts.", {
      param: "discounts",
    });
  }
  if (discount.promotion_code !== undefined) {
    const code = await load(world, PROMOTION_CODE, discount.promotion_code, "discounts[0][promotion_code]");
    return { coupon: code.coupon, promotion_code: code.id };
  }
  const coupon = await load(world, COUPON, discount.coupon ?? "", "discounts[0][coupon]");
  assertRedeemable(world, coupon);
  return { coupon: coupon.id, promotion_code: null };
}

function assertFits(params: CreateParams): void {
  const { mode } = params;
  const parts = [
    ["payment_intent_data", "payment"],
    ["setup_intent_data", "setup"],
    ["subscription_data", "subscription"],
  ] as const;
  for (const [name, wanted] of parts) {
    if (params[name] !== undefined && mode !== wanted) {
      throw invalid(`You can not pass \`${name}\` in \`${mode}\` mode.`, { param: name });
    }
  }
  if (params.customer !== undefined && params.customer_email !== undefined) {
    throw invalid("You may only specify one of these parameters: customer, customer_email.", {
      param: "customer",
    });
  }
  if (params.customer_update !== undefined && params.customer === undefined) {
    throw invalid("`customer_update` can only be used with `customer`.", { param: "customer_update" });
  }
  if (params.customer_creation !== undefined && mode !== "payment") {
    throw invalid("`customer_creation` can only be used in `payment` mode.", { param: "customer_creation" });
  }
  if (params.payment_method_collection !== undefined && mode !== "subscription") {
    throw invalid("You can only set `payment_method_collection` if there are recurring prices.", {
      param: "payment_method_collection",
    });
  }
}

/** Ends a session that nobody paid in time. */
export async function expireSession(world: World, state: CheckoutState): Promise<CheckoutState> {
  const expired = await save(world, CHECKOUT, { ...state, status: "expired", waiting: null });
  await emit(world, "checkout.session.expired", await present(world, CHECKOUT, expired));
  return expired;
}

/** The session as it is now: one whose time has passed has expired. */
export async function currentSession(world: World, id: string): Promise<CheckoutState> {
  const state = await load(world, CHECKOUT, id);
  return state.status === "open" && state.expires_at <= world.now ? expireSession(world, state) : state;
}

export const checkoutSessionRoutes = [
  route("POST", "/v1/checkout/sessions", createShape, async (world, params) => {
    assertFits(params);
    if (params.customer !== undefined) await loadCustomer(world, params.customer, "customer");
    const expires = params.expires_at ?? world.now + DAY_S;
    if (
      params.expires_at !== undefined &&
      (expires < world.now + MIN_LIFE_S || expires > world.now + DAY_S)
    ) {
      throw invalid(
        "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.",
        { param: "expires_at" },
      );
    }
    const { lines, currency } = await linesOf(world, params);
    const discount = await discountOf(world, params);
    const {
      payment_intent_data: payment,
      setup_intent_data: setup,
      subscription_data: subscription,
    } = params;
    const state = await insert(world, CHECKOUT, {
      id: `cs_test_${randomLetters(58)}`,
      created: world.now,
      mode: params.mode,
      status: "open",
      payment_status: params.mode === "setup" ? "no_payment_required" : "unpaid",
      lines,
      currency,
      ...discount,
      allow_promotion_codes: params.allow_promotion_codes ?? false,
      customer: params.customer ?? null,
      customer_email: params.customer_email ?? null,
      customer_creation:
        params.mode === "payment" && params.customer === undefined
          ? (params.customer_creation ?? "if_required")
          : params.mode === "subscription" && params.customer === undefined
            ? "always"
            : null,
      customer_details: null,
      client_reference_id: params.client_reference_id ?? null,
      metadata: mergeMetadata({}, params.metadata),
      success_url: params.success_url,
      cancel_url: params.cancel_url ?? null,
      expires_at: expires,
      locale: params.locale ?? null,
      submit_type: params.submit_type ?? null,
      payment_method_collection: params.payment_method_collection ?? "always",
      submit_text: params.custom_text?.submit?.message ?? null,
      payment_intent: null,
      setup_intent: null,
      subscription: null,
      invoice: null,
      payment_intent_data: {
        description: payment?.description ?? null,
        metadata: mergeMetadata({}, payment?.metadata),
        receipt_email: payment?.receipt_email ?? null,
        setup_future_usage: payment?.setup_future_usage ?? null,
        statement_descriptor: payment?.statement_descriptor ?? null,
        transfer_group: payment?.transfer_group ?? null,
      },
      setup_intent_data: {
        description: setup?.description ?? null,
        metadata: mergeMetadata({}, setup?.metadata),
      },
      subscription_data: {
        description: subscription?.description ?? null,
        metadata: mergeMetadata({}, subscription?.metadata),
        trial_period_days: subscription?.trial_period_days ?? null,
        trial_end: subscription?.trial_end ?? null,
        billing_cycle_anchor: subscription?.billing_cycle_anchor ?? null,
        proration_behavior: subscription?.proration_behavior ?? null,
      },
      waiting: null,
      problem: null,
    });
    await assertPayable(world, state);
    return present(world, CHECKOUT, state);
  }),
  route("POST", "/v1/checkout/sessions/:id/expire", nothing, async (world, _params, { id }) => {
    const state = await currentSession(world, id);
    if (state.status !== "open") {
      throw invalid(
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${state.status}.`,
        { param: "session" },
      );
    }
    return present(world, CHECKOUT, await expireSession(world, state));
  }),
  route(
    "POST",
    "/v1/checkout/sessions/:id",
    z.strictObject({ metadata: metadata().optional() }),
    async (world, params, { id }) => {
      const state = await currentSession(world, id);
      const after = { ...state, metadata: mergeMetadata(state.metadata, params.metadata) };
      return present(world, CHECKOUT, await save(world, CHECKOUT, after));
    },
  ),
  route(
    "GET",
    "/v1/checkout/sessions/:id/line_items",
    z.strictObject({ ...pageShape }),
    async (world, page, { id }) => {
      const lines = await checkoutLines(world, await currentSession(world, id));
      const { limit = 10, starting_after } = page;
      const start =
        starting_after === undefined ? 0 : lines.data.findIndex((line) => line.id === starting_after) + 1;
      const data = lines.data.slice(start, start + limit);
      return { ...lines, data, has_more: start + limit < lines.data.length };
    },
  ),
  route("GET", "/v1/checkout/sessions/:id", nothing, async (world, _params, { id }) =>
    present(world, CHECKOUT, await currentSession(world, id)),
  ),
  route(
    "GET",
    "/v1/checkout/sessions",
    z.strictObject({
      customer: text().optional(),
      payment_intent: text().optional(),
      status: z.enum(["open", "complete", "expired"]).optional(),
      subscription: text().optional(),
      ...pageShape,
    }),
    async (world, { customer, payment_intent, status, subscription, ...page }) => {
      for (const { id } of await findAll(world, CHECKOUT, { customer, status: "open" })) {
        await currentSession(world, id);
      }
      const where = { customer, payment_intent, status, subscription };
      return listPage(world, CHECKOUT, { where, page, url: "/v1/checkout/sessions" });
    },
  ),
];
