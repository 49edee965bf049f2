import type Stripe from "stripe";
import { z } from "zod";
import {
  collectInvoice,
  finalizeInvoice,
  markPaid,
  markUncollectible,
  payInvoice,
  voidInvoice,
} from "@/lib/vendors/stripe/stand-in/billing/collect-invoice";
import {
  addUp,
  draftInvoice,
  pendingItems,
  takeUp,
  updateInvoice,
} from "@/lib/vendors/stripe/stand-in/billing/draft-invoice";
import { amountOf } from "@/lib/vendors/stripe/stand-in/billing/line-amounts";
import { previewInvoice, previewStart } from "@/lib/vendors/stripe/stand-in/billing/preview-invoice";
import { ownMethod } from "@/lib/vendors/stripe/stand-in/billing/start-subscription";
import { loadCustomer } from "@/lib/vendors/stripe/stand-in/customers";
import { makeDiscounts } from "@/lib/vendors/stripe/stand-in/discounts";
import { emit } from "@/lib/vendors/stripe/stand-in/events";
import { INVOICE_ITEM } from "@/lib/vendors/stripe/stand-in/invoice-items";
import {
  INVOICE,
  INVOICE_LINE,
  INVOICE_PAYMENT,
  type InvoiceState,
  type InvoiceStatus,
} from "@/lib/vendors/stripe/stand-in/invoices";
import {
  flag,
  integer,
  list,
  metadata,
  nothing,
  pageShape,
  text,
  timestamp,
  unsettable,
} from "@/lib/vendors/stripe/stand-in/params";
import { PRICE } from "@/lib/vendors/stripe/stand-in/prices";
import { retrieveRoute } from "@/lib/vendors/stripe/stand-in/read-routes";
import { invalid, kept } from "@/lib/vendors/stripe/stand-in/refusal";
import { route } from "@/lib/vendors/stripe/stand-in/route";
import {
  findAll,
  insert,
  listPage,
  load,
  mergeMetadata,
  newStripeId,
  present,
  remove,
  save,
} from "@/lib/vendors/stripe/stand-in/store";
import {
  itemChangeShape,
  newSubscription,
  prorationBehaviour,
} from "@/lib/vendors/stripe/stand-in/subscription-routes";
import { SUBSCRIPTION } from "@/lib/vendors/stripe/stand-in/subscriptions";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

const discountShape = () =>
  unsettable(
    list(
      z.strictObject({
        coupon: text().optional(),
        discount: text().optional(),
        promotion_code: text().optional(),
      }),
    ),
  );

function assertStatus(invoice: InvoiceState, allowed: readonly InvoiceStatus[], doing: string): void {
  if (allowed.includes(invoice.status)) return;
  throw invalid(`Invoice is ${invoice.status}: it cannot be ${doing}.`, {
    code: invoice.status === "draft" ? "invoice_not_editable" : "invoice_no_longer_payable",
  });
}

function assertNotPaid(invoice: InvoiceState): void {
  if (invoice.status === "paid") throw invalid("Invoice is already paid", { code: "invoice_already_paid" });
}

const currencyShape = () => text().transform((code) => code.toLowerCase());

const previewDetails = z.strictObject({
  billing_cycle_anchor: z.enum(["now", "unchanged"]).optional(),
  cancel_at: unsettable(timestamp()).optional(),
  cancel_at_period_end: flag().optional(),
  cancel_now: flag().optional(),
  items: list(itemChangeShape).optional(),
  proration_behavior: prorationBehaviour().optional(),
  proration_date: timestamp().optional(),
  trial_end: z.union([z.literal("now"), timestamp()]).optional(),
});

const previewShape = z.strictObject({
  customer: text().optional(),
  subscription: text().optional(),
  currency: currencyShape().optional(),
  discounts: discountShape().optional(),
  preview_mode: z.enum(["next"]).optional(),
  subscription_details: previewDetails.optional(),
});

async function preview(world: World, params: z.output<typeof previewShape>): Promise<Stripe.Invoice> {
  const { customer, subscription: id, subscription_details: details, discounts } = params;
  if (id !== undefined) {
    const subscription = await load(world, SUBSCRIPTION, id, "subscription");
    if (customer !== undefined && customer !== subscription.customer) {
      throw invalid(`Customer ${customer} does not have a subscription with ID ${id}`, {
        param: "subscription",
      });
    }
    if (details?.cancel_now === true) {
      throw invalid("The stand-in does not preview an end at once: preview the next invoice.", {
        param: "subscription_details[cancel_now]",
      });
    }
    if (details === undefined && discounts === undefined) return previewInvoice(world, subscription, null);
    const { cancel_now: _now, ...change } = details ?? {};
    return previewInvoice(world, subscription, { ...change, discounts });
  }
  if (customer === undefined) {
    throw invalid("You must specify `customer` or `subscription`.", {
      param: "customer",
      code: "parameter_missing",
    });
  }
  const items = (details?.items ?? []).map((item, index) => {
    if (item.price !== undefined) return { price: item.price, quantity: item.quantity, metadata: undefined };
    const param = `subscription_details[items][${index}][price]`;
    throw invalid(`Missing required param: ${param}.`, { param, code: "parameter_missing" });
  });
  if (items.length > 0) {
    return previewStart(
      world,
      newSubscription(world, {
        customer,
        items,
        discounts: discounts ?? undefined,
        proration_behavior: details?.proration_behavior,
        trial_end: details?.trial_end,
      }),
    );
  }
  const living = (await findAll(world, SUBSCRIPTION, { customer })).filter(({ status }) =>
    ["active", "trialing", "past_due"].includes(status),
  );
  const [next] = living.toSorted((a, b) => a.current_period_end - b.current_period_end);
  if (next === undefined) {
    throw invalid(`No upcoming invoices for customer: ${customer}`, {
      code: "invoice_upcoming_none",
      status: 404,
    });
  }
  return previewInvoice(world, next, null);
}

/** Pays an invoice by card, or notes that it was paid elsewhere. */
async function pay(
  world: World,
  id: string,
  params: {
    off_session?: boolean | undefined;
    paid_out_of_band?: boolean | undefined;
    payment_method?: string | undefined;
  },
): Promise<Stripe.Invoice> {
  let invoice = await load(world, INVOICE, id);
  assertNotPaid(invoice);
  assertStatus(invoice, ["draft", "open", "uncollectible"], "paid");
  await ownMethod(world, invoice.customer, params.payment_method ?? null);
  if (invoice.status === "draft") invoice = await finalizeInvoice(world, invoice);
  if (invoice.status === "paid") return present(world, INVOICE, invoice);
  if (params.paid_out_of_band === true) {
    return present(world, INVOICE, await markPaid(world, invoice, null));
  }
  const { invoice: after, error } = await payInvoice(world, invoice, {
    off_session: params.off_session ?? true,
    automatic: false,
    ...(params.payment_method === undefined ? {} : { payment_method: params.payment_method }),
  });
  if (error !== null) throw kept(error);
  return present(world, INVOICE, after);
}

export const invoiceRoutes = [
  route("POST", "/v1/invoices/create_preview", previewShape, preview),
  route(
    "POST",
    "/v1/invoices",
    z.strictObject({
      customer: text(),
      subscription: text().optional(),
      auto_advance: flag().optional(),
      collection_method: z.enum(["charge_automatically"]).optional(),
      currency: currencyShape().optional(),
      default_payment_method: text().optional(),
      default_tax_rates: list(text()).optional(),
      description: z.string().optional(),
      discounts: discountShape().optional(),
      metadata: metadata().optional(),
      pending_invoice_items_behavior: z.enum(["exclude", "include"]).optional(),
    }),
    async (world, params) => {
      const customer = await loadCustomer(world, params.customer, "customer");
      const subscription =
        params.subscription === undefined
          ? null
          : await load(world, SUBSCRIPTION, params.subscription, "subscription");
      await ownMethod(world, customer.id, params.default_payment_method ?? null);
      const takesPending = subscription !== null || params.pending_invoice_items_behavior === "include";
      const pending = await pendingItems(world, customer.id, subscription?.id ?? null);
      if (subscription !== null && pending.length === 0) {
        throw invalid("Nothing to invoice for subscription", { code: "invoice_no_subscription_line_items" });
      }
      const invoice = await draftInvoice(world, {
        customer: customer.id,
        subscription,
        billing_reason: subscription === null ? "manual" : "subscription_update",
        period: { start: world.now, end: world.now },
        lines: [],
        takesPending,
        discounts: await makeDiscounts(world, params.discounts ?? [], {
          customer: customer.id,
          subscription: null,
          invoice: null,
          present: subscription?.discounts ?? [],
        }),
        finalizesAt: params.auto_advance === true ? world.now + 3_600 : null,
        auto_advance: params.auto_advance ?? false,
        currency: params.currency ?? customer.currency ?? "usd",
        default_payment_method: params.default_payment_method ?? null,
        default_tax_rates: params.default_tax_rates ?? [],
        description: params.description ?? null,
        metadata: mergeMetadata({}, params.metadata),
      });
      return present(world, INVOICE, invoice);
    },
  ),
  retrieveRoute("/v1/invoices", INVOICE),
  route(
    "POST",
    "/v1/invoices/:id",
    z.strictObject({
      auto_advance: flag().optional(),
      default_payment_method: unsettable(text()).optional(),
      description: unsettable(z.string()).optional(),
      metadata: metadata().optional(),
    }),
    async (world, params, { id }) => {
      const invoice = await load(world, INVOICE, id);
      const { auto_advance, default_payment_method, description } = params;
      await ownMethod(world, invoice.customer, default_payment_method ?? null);
      const after = await updateInvoice(world, invoice, {
        metadata: mergeMetadata(invoice.metadata, params.metadata),
        ...(auto_advance === undefined ? {} : { auto_advance }),
        ...(default_payment_method === undefined ? {} : { default_payment_method }),
        ...(description === undefined ? {} : { description }),
      });
      return present(world, INVOICE, after);
    },
  ),
  route(
    "DELETE",
    "/v1/invoices/:id",
    nothing,
    async (world, _params, { id }): Promise<Stripe.DeletedInvoice> => {
      const invoice = await load(world, INVOICE, id);
      if (invoice.status !== "draft" || invoice.subscription !== null) {
        throw invalid("You can only delete draft invoices that are not part of a subscription.", {
          code: "invoice_not_editable",
        });
      }
      await emit(world, "invoice.deleted", await present(world, INVOICE, invoice));
      for (const item of await findAll(world, INVOICE_ITEM, { invoice: id })) {
        await save(world, INVOICE_ITEM, { ...item, invoice: null });
      }
      for (const line of await findAll(world, INVOICE_LINE, { invoice: id })) {
        await remove(world, INVOICE_LINE, line.id);
      }
      await remove(world, INVOICE, id);
      return { id, object: "invoice", deleted: true };
    },
  ),
  route(
    "POST",
    "/v1/invoices/:id/finalize",
    z.strictObject({ auto_advance: flag().optional() }),
    async (world, { auto_advance }, { id }) => {
      const invoice = await load(world, INVOICE, id);
      assertStatus(invoice, ["draft"], "finalized");
      const collects = auto_advance ?? invoice.auto_advance;
      const draft = { ...invoice, auto_advance: collects };
      const after = collects
        ? (await collectInvoice(world, draft, { off_session: true, automatic: true })).invoice
        : await finalizeInvoice(world, draft);
      return present(world, INVOICE, after);
    },
  ),
  route(
    "POST",
    "/v1/invoices/:id/pay",
    z.strictObject({
      off_session: flag().optional(),
      paid_out_of_band: flag().optional(),
      payment_method: text().optional(),
    }),
    async (world, params, { id }) => pay(world, id, params),
  ),
  route("POST", "/v1/invoices/:id/void", nothing, async (world, _params, { id }) => {
    const invoice = await load(world, INVOICE, id);
    assertStatus(invoice, ["open", "uncollectible"], "voided");
    return present(world, INVOICE, await voidInvoice(world, invoice));
  }),
  route("POST", "/v1/invoices/:id/mark_uncollectible", nothing, async (world, _params, { id }) => {
    const invoice = await load(world, INVOICE, id);
    assertStatus(invoice, ["open"], "marked uncollectible");
    return present(world, INVOICE, await markUncollectible(world, invoice));
  }),
  route("GET", "/v1/invoices/:id/lines", z.strictObject(pageShape), async (world, page, { id }) => {
    await load(world, INVOICE, id);
    // Stripe lists an invoice's lines in their order, the first first.
    const lines = await findAll(world, INVOICE_LINE, { invoice: id });
    const from = lines.findIndex((line) => line.id === page.starting_after) + 1;
    const shown = lines.slice(from, from + (page.limit ?? 10));
    const data: Stripe.InvoiceLineItem[] = [];
    for (const line of shown) data.push(await present(world, INVOICE_LINE, line));
    return {
      object: "list",
      data,
      has_more: from + shown.length < lines.length,
      url: `/v1/invoices/${id}/lines`,
    } satisfies Stripe.ApiList<Stripe.InvoiceLineItem>;
  }),
  route(
    "GET",
    "/v1/invoices",
    z.strictObject({
      ...pageShape,
      customer: text().optional(),
      status: z.enum(["draft", "open", "paid", "uncollectible", "void"]).optional(),
      subscription: text().optional(),
      collection_method: z.enum(["charge_automatically"]).optional(),
    }),
    async (world, { customer, status, subscription, collection_method: _method, ...page }) =>
      listPage(world, INVOICE, { where: { customer, status, subscription }, page, url: "/v1/invoices" }),
  ),
  retrieveRoute("/v1/invoice_payments", INVOICE_PAYMENT),
  route(
    "GET",
    "/v1/invoice_payments",
    z.strictObject({
      ...pageShape,
      invoice: text().optional(),
      payment: z.strictObject({ type: z.enum(["payment_intent"]), payment_intent: text() }).optional(),
      status: z.enum(["canceled", "open", "paid"]).optional(),
    }),
    async (world, { invoice, payment, status, ...page }) =>
      listPage(world, INVOICE_PAYMENT, {
        where: {
          invoice,
          payment_intent: payment?.payment_intent,
          status,
        },
        page,
        url: "/v1/invoice_payments",
      }),
  ),
  route(
    "POST",
    "/v1/invoiceitems",
    z.strictObject({
      customer: text(),
      amount: integer().optional(),
      currency: currencyShape().optional(),
      description: z.string().optional(),
      discountable: flag().optional(),
      invoice: text().optional(),
      metadata: metadata().optional(),
      period: z.strictObject({ start: timestamp(), end: timestamp() }).optional(),
      pricing: z.strictObject({ price: text() }).optional(),
      quantity: integer(0).optional(),
      subscription: text().optional(),
    }),
    async (world, params) => {
      const customer = await loadCustomer(world, params.customer, "customer");
      const price =
        params.pricing === undefined
          ? null
          : await load(world, PRICE, params.pricing.price, "pricing[price]");
      if ((price === null) === (params.amount === undefined)) {
        throw invalid("You must specify one of `amount` or `pricing[price]`.", { param: "amount" });
      }
      if (params.subscription !== undefined)
        await load(world, SUBSCRIPTION, params.subscription, "subscription");
      const quantity = params.quantity ?? 1;
      const amount = price === null ? (params.amount ?? 0) : amountOf(quantity, price.unit_amount_decimal);
      const item = await insert(world, INVOICE_ITEM, {
        id: newStripeId(INVOICE_ITEM.prefix),
        created: world.now,
        customer: customer.id,
        subscription: params.subscription ?? null,
        subscription_item: null,
        invoice: null,
        amount,
        currency: price?.currency ?? params.currency ?? customer.currency ?? "usd",
        description: params.description ?? "",
        quantity,
        price: price?.id ?? null,
        product: price?.product ?? null,
        unit_amount_decimal: price?.unit_amount_decimal ?? null,
        period: params.period ?? { start: world.now, end: world.now },
        proration: false,
        credited: null,
        discountable: params.discountable ?? amount >= 0,
        metadata: mergeMetadata({}, params.metadata),
      });
      await emit(world, "invoiceitem.created", await present(world, INVOICE_ITEM, item));
      if (params.invoice !== undefined) await addToDraft(world, params.invoice, item.id);
      return present(world, INVOICE_ITEM, await load(world, INVOICE_ITEM, item.id));
    },
  ),
  retrieveRoute("/v1/invoiceitems", INVOICE_ITEM),
  route(
    "GET",
    "/v1/invoiceitems",
    z.strictObject({
      ...pageShape,
      customer: text().optional(),
      invoice: text().optional(),
      pending: flag().optional(),
    }),
    async (world, { customer, invoice, pending, ...page }) =>
      listPage(world, INVOICE_ITEM, {
        where: {
          customer,
          invoice,
          ...(pending === true ? { invoice: null } : {}),
        },
        page,
        url: "/v1/invoiceitems",
      }),
  ),
];

async function addToDraft(world: World, invoiceId: string, itemId: string): Promise<void> {
  const invoice = await load(world, INVOICE, invoiceId, "invoice");
  assertStatus(invoice, ["draft"], "changed");
  await takeUp(world, invoice, await load(world, INVOICE_ITEM, itemId));
  await addUp(world, invoice);
}
