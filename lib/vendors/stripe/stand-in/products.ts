import type Stripe from "stripe";
import { z } from "zod";
import { changedFields, emit } from "@/lib/vendors/stripe/stand-in/events";
import {
  flag,
  list,
  metadata,
  nothing,
  pageShape,
  text,
  unsettable,
} from "@/lib/vendors/stripe/stand-in/params";
import { retrieveRoute } from "@/lib/vendors/stripe/stand-in/read-routes";
import { invalid } from "@/lib/vendors/stripe/stand-in/refusal";
import { route } from "@/lib/vendors/stripe/stand-in/route";
import {
  defineKind,
  insert,
  isTaken,
  listPage,
  load,
  mergeMetadata,
  newStripeId,
  present,
  remove,
  type Stored,
  save,
} from "@/lib/vendors/stripe/stand-in/store";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

export interface ProductState extends Stored {
  active: boolean;
  default_price: string | null;
  description: string | null;
  images: string[];
  marketing_features: { name: string }[];
  metadata: Record<string, string>;
  name: string;
  statement_descriptor: string | null;
  tax_code: string | null;
  unit_label: string | null;
  updated: number;
  url: string | null;
}

export const PRODUCT = defineKind<ProductState, Stripe.Product>({
  name: "product",
  title: "product",
  prefix: "prod",
  present: (state) => ({
    id: state.id,
    object: "product",
    active: state.active,
    created: state.created,
    default_price: state.default_price,
    description: state.description,
    images: state.images,
    livemode: false,
    marketing_features: state.marketing_features,
    metadata: state.metadata,
    name: state.name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: state.statement_descriptor,
    tax_code: state.tax_code,
    tax_details: null,
    type: "service",
    unit_label: state.unit_label,
    updated: state.updated,
    url: state.url,
  }),
});

const shape = {
  active: flag().optional(),
  description: unsettable(text()).optional(),
  images: list(z.url()).optional(),
  marketing_features: list(z.strictObject({ name: text() })).optional(),
  metadata: metadata().optional(),
  statement_descriptor: text().optional(),
  tax_code: unsettable(text()).optional(),
  unit_label: unsettable(text()).optional(),
  url: unsettable(z.url()).optional(),
};

/** What makes a product: also `product_data` of prices and checkout sessions. */
export const productDataShape = {
  id: text().optional(),
  name: text(),
  active: shape.active,
  description: shape.description,
  images: shape.images,
  metadata: shape.metadata,
  statement_descriptor: shape.statement_descriptor,
  tax_code: text().optional(),
  unit_label: text().optional(),
};

const createShape = z.strictObject({ ...shape, ...productDataShape, type: z.enum(["service"]).optional() });

export async function createProduct(
  world: World,
  params: Omit<z.output<typeof createShape>, "type">,
): Promise<ProductState> {
  if (params.id !== undefined && (await isTaken(world, params.id))) {
    throw invalid("Product already exists.", { param: "id", code: "resource_already_exists" });
  }
  const state = await insert(world, PRODUCT, {
    id: params.id ?? newStripeId("prod"),
    created: world.now,
    active: params.active ?? true,
    default_price: null,
    description: params.description ?? null,
    images: params.images ?? [],
    marketing_features: params.marketing_features ?? [],
    metadata: mergeMetadata({}, params.metadata),
    name: params.name,
    statement_descriptor: params.statement_descriptor ?? null,
    tax_code: params.tax_code ?? null,
    unit_label: params.unit_label ?? null,
    updated: world.now,
    url: params.url ?? null,
  });
  await emit(world, "product.created", await present(world, PRODUCT, state));
  return state;
}

export const productRoutes = [
  route("POST", "/v1/products", createShape, async (world, params) =>
    present(world, PRODUCT, await createProduct(world, params)),
  ),
  route(
    "POST",
    "/v1/products/:id",
    z.strictObject({ ...shape, name: text().optional(), default_price: text().optional() }),
    async (world, params, { id }) => {
      const state = await load(world, PRODUCT, id);
      const { metadata: given, ...rest } = params;
      const set = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
      const after: ProductState = {
        ...state,
        ...set,
        metadata: mergeMetadata(state.metadata, given),
        updated: world.now,
      };
      const [was, is] = [await present(world, PRODUCT, state), await present(world, PRODUCT, after)];
      await save(world, PRODUCT, after);
      await emit(world, "product.updated", is, changedFields(was, is));
      return is;
    },
  ),
  retrieveRoute("/v1/products", PRODUCT),
  route("DELETE", "/v1/products/:id", nothing, async (world, _params, { id }) => {
    const state = await load(world, PRODUCT, id);
    const prices = await world.store.list({
      kind: "price",
      account: undefined,
      where: { product: id },
      order: "oldest first",
      limit: 1,
    });
    if (prices.length > 0) {
      throw invalid("This product cannot be deleted because it has one or more user-created prices.");
    }
    await remove(world, PRODUCT, id);
    await emit(world, "product.deleted", await present(world, PRODUCT, state));
    const gone: Stripe.DeletedProduct = { id, object: "product", deleted: true };
    return gone;
  }),
  route(
    "GET",
    "/v1/products",
    z.strictObject({
      ...pageShape,
      active: flag().optional(),
      ids: list(text()).optional(),
      url: text().optional(),
    }),
    async (world, { active, ids, url, ...page }) =>
      listPage(world, PRODUCT, {
        where: { active, url },
        ...(ids === undefined ? {} : { keep: (state: ProductState) => ids.includes(state.id) }),
        page,
        url: "/v1/products",
      }),
  ),
];
