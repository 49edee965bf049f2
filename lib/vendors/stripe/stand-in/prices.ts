import Stripe from "stripe";
import { z } from "zod";
import { changedFields, emit } from "@/lib/vendors/stripe/stand-in/events";
import {
  decimal,
  flag,
  integer,
  list,
  metadata,
  pageShape,
  text,
  unsettable,
} from "@/lib/vendors/stripe/stand-in/params";
import { createProduct, PRODUCT, productDataShape } from "@/lib/vendors/stripe/stand-in/products";
import { retrieveRoute } from "@/lib/vendors/stripe/stand-in/read-routes";
import { invalid, missing } from "@/lib/vendors/stripe/stand-in/refusal";
import { route } from "@/lib/vendors/stripe/stand-in/route";
import {
  defineKind,
  findOne,
  insert,
  listPage,
  load,
  mergeMetadata,
  newStripeId,
  present,
  presentAnything,
  type Stored,
  save,
} from "@/lib/vendors/stripe/stand-in/store";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

export interface PriceState extends Stored {
  active: boolean;
  currency: string;
  lookup_key: string | null;
  metadata: Record<string, string>;
  nickname: string | null;
  product: string;
  recurring: {
    interval: "day" | "week" | "month" | "year";
    interval_count: number;
    meter: string | null;
    trial_period_days: number | null;
    usage_type: "licensed" | "metered";
  } | null;
  tax_behavior: "exclusive" | "inclusive" | "unspecified";
  /** Null where the amount has a fraction of a minor unit. */
  unit_amount: number | null;
  unit_amount_decimal: string;
}

export const PRICE = defineKind<PriceState, Stripe.Price>({
  name: "price",
  title: "price",
  prefix: "price",
  present: (state) => ({
    id: state.id,
    object: "price",
    active: state.active,
    billing_scheme: "per_unit",
    created: state.created,
    currency: state.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: state.lookup_key,
    metadata: state.metadata,
    nickname: state.nickname,
    product: state.product,
    recurring: state.recurring,
    tax_behavior: state.tax_behavior,
    tiers_mode: null,
    transform_quantity: null,
    type: state.recurring === null ? "one_time" : "recurring",
    unit_amount: state.unit_amount,
    unit_amount_decimal: Stripe.Decimal.from(state.unit_amount_decimal),
  }),
});

/** What a quantity costs, in minor units: exact, and rounded once, halves away from zero. */
export function priceAmount(price: PriceState, quantity: number): number {
  const [whole = "0", fraction = ""] = price.unit_amount_decimal.replace("-", "").split(".");
  const scale = 10n ** BigInt(fraction.length);
  const sign = (price.unit_amount_decimal.startsWith("-") ? -1n : 1n) * (quantity < 0 ? -1n : 1n);
  const exact = BigInt(whole + fraction) * BigInt(Math.abs(quantity));
  const rounded = (exact * 2n + scale) / (scale * 2n);
  return Number(sign * rounded);
}

const recurringShape = z.strictObject({
  interval: z.enum(["day", "week", "month", "year"]),
  interval_count: integer(1, 1_095).optional(),
  meter: text().optional(),
  trial_period_days: integer(1, 730).optional(),
  usage_type: z.enum(["licensed", "metered"]).optional(),
});

const amountShape = {
  unit_amount: integer(0, 99_999_999).optional(),
  unit_amount_decimal: decimal().optional(),
};

const currencyShape = () =>
  z
    .string()
    .regex(/^[A-Za-z]{3}$/)
    .transform((code) => code.toLowerCase());

/** A price made on the spot, in a checkout session's `price_data`. */
export const priceDataShape = z.strictObject({
  currency: currencyShape(),
  ...amountShape,
  product: text().optional(),
  product_data: z.strictObject(productDataShape).optional(),
  recurring: z
    .strictObject({
      interval: recurringShape.shape.interval,
      interval_count: recurringShape.shape.interval_count,
    })
    .optional(),
  tax_behavior: z.enum(["exclusive", "inclusive", "unspecified"]).optional(),
});

const createShape = z.strictObject({
  ...priceDataShape.shape,
  active: flag().optional(),
  billing_scheme: z.enum(["per_unit"]).optional(),
  lookup_key: text().optional(),
  metadata: metadata().optional(),
  nickname: text().optional(),
  recurring: recurringShape.optional(),
  transfer_lookup_key: flag().optional(),
});

function exactAmount(params: {
  unit_amount?: number | undefined;
  unit_amount_decimal?: string | undefined;
}): Pick<PriceState, "unit_amount" | "unit_amount_decimal"> {
  const { unit_amount, unit_amount_decimal } = params;
  if (unit_amount !== undefined && unit_amount_decimal !== undefined) {
    throw invalid("You may only specify one of these parameters: unit_amount, unit_amount_decimal.", {
      param: "unit_amount",
    });
  }
  if (unit_amount !== undefined) return { unit_amount, unit_amount_decimal: String(unit_amount) };
  if (unit_amount_decimal === undefined) {
    throw invalid("Prices require an `unit_amount` or `unit_amount_decimal` parameter to be set.", {
      param: "unit_amount",
      code: "parameter_missing",
    });
  }
  const trimmed = unit_amount_decimal.includes(".")
    ? unit_amount_decimal.replace(/\.?0+$/, "")
    : unit_amount_decimal;
  return { unit_amount: trimmed.includes(".") ? null : Number(trimmed), unit_amount_decimal: trimmed };
}

async function freeLookupKey(world: World, key: string, transfer: boolean | undefined): Promise<void> {
  const holder = await findOne(world, PRICE, { lookup_key: key });
  if (holder === null) return;
  if (transfer !== true) {
    throw invalid(`A price (\`${holder.id}\`) already uses that lookup key.`, { param: "lookup_key" });
  }
  await save(world, PRICE, { ...holder, lookup_key: null });
}

export async function createPrice(
  world: World,
  params: Omit<z.output<typeof createShape>, "billing_scheme">,
): Promise<PriceState> {
  if ((params.product === undefined) === (params.product_data === undefined)) {
    throw invalid("You must specify either `product` or `product_data` when creating a price.", {
      param: "product",
      code: "parameter_missing",
    });
  }
  const { recurring } = params;
  if (recurring?.meter !== undefined && recurring.usage_type !== "metered") {
    throw invalid("`recurring[meter]` can only be set when `recurring[usage_type]=metered`.", {
      param: "recurring[meter]",
    });
  }
  if (recurring?.usage_type === "metered" && recurring.meter === undefined) {
    throw invalid("Prices with `recurring[usage_type]=metered` must be backed by a meter.", {
      param: "recurring[meter]",
      code: "parameter_missing",
    });
  }
  if (recurring?.meter !== undefined && (await presentAnything(world, recurring.meter)) === null) {
    throw missing("billing meter", recurring.meter, "recurring[meter]");
  }
  const amount = exactAmount(params);
  const product =
    params.product_data === undefined
      ? await load(world, PRODUCT, params.product ?? "", "product")
      : await createProduct(world, params.product_data);
  if (params.lookup_key !== undefined) {
    await freeLookupKey(world, params.lookup_key, params.transfer_lookup_key);
  }
  const state = await insert(world, PRICE, {
    id: newStripeId("price"),
    created: world.now,
    active: params.active ?? true,
    currency: params.currency,
    lookup_key: params.lookup_key ?? null,
    metadata: mergeMetadata({}, params.metadata),
    nickname: params.nickname ?? null,
    product: product.id,
    recurring:
      recurring === undefined
        ? null
        : {
            interval: recurring.interval,
            interval_count: recurring.interval_count ?? 1,
            meter: recurring.meter ?? null,
            trial_period_days: recurring.trial_period_days ?? null,
            usage_type: recurring.usage_type ?? "licensed",
          },
    tax_behavior: params.tax_behavior ?? "unspecified",
    ...amount,
  });
  await emit(world, "price.created", await present(world, PRICE, state));
  return state;
}

export const priceRoutes = [
  route("POST", "/v1/prices", createShape, async (world, params) =>
    present(world, PRICE, await createPrice(world, params)),
  ),
  route(
    "POST",
    "/v1/prices/:id",
    z.strictObject({
      active: flag().optional(),
      lookup_key: unsettable(text()).optional(),
      metadata: metadata().optional(),
      nickname: unsettable(text()).optional(),
      tax_behavior: z.enum(["exclusive", "inclusive"]).optional(),
      transfer_lookup_key: flag().optional(),
    }),
    async (world, params, { id }) => {
      const state = await load(world, PRICE, id);
      if (typeof params.lookup_key === "string" && params.lookup_key !== state.lookup_key) {
        await freeLookupKey(world, params.lookup_key, params.transfer_lookup_key);
      }
      const after: PriceState = {
        ...state,
        active: params.active ?? state.active,
        lookup_key: params.lookup_key === undefined ? state.lookup_key : params.lookup_key,
        metadata: mergeMetadata(state.metadata, params.metadata),
        nickname: params.nickname === undefined ? state.nickname : params.nickname,
        tax_behavior: params.tax_behavior ?? state.tax_behavior,
      };
      const [was, is] = [await present(world, PRICE, state), await present(world, PRICE, after)];
      await save(world, PRICE, after);
      await emit(world, "price.updated", is, changedFields(was, is));
      return is;
    },
  ),
  retrieveRoute("/v1/prices", PRICE),
  route(
    "GET",
    "/v1/prices",
    z.strictObject({
      ...pageShape,
      active: flag().optional(),
      currency: currencyShape().optional(),
      lookup_keys: list(text()).optional(),
      product: text().optional(),
      type: z.enum(["one_time", "recurring"]).optional(),
      recurring: recurringShape.pick({ interval: true, meter: true, usage_type: true }).partial().optional(),
    }),
    async (world, { active, currency, lookup_keys, product, type, recurring, ...page }) =>
      listPage(world, PRICE, {
        where: {
          active,
          currency,
          product,
          recurring,
        },
        ...(lookup_keys === undefined && type === undefined
          ? {}
          : {
              keep: (state: PriceState) =>
                (lookup_keys === undefined ||
                  (state.lookup_key !== null && lookup_keys.includes(state.lookup_key))) &&
                (type === undefined || (state.recurring === null) === (type === "one_time")),
            }),
        page,
        url: "/v1/prices",
      }),
  ),
];
