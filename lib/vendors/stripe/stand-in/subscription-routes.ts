import type Stripe from "stripe";
import { z } from "zod";
import { CANCELLATION_FEEDBACK } from "@/lib/vendors/stripe/hosted-inputs";
import { DAY_SECONDS } from "@/lib/vendors/stripe/stand-in/billing/billing-period";
import { cancelSubscription } from "@/lib/vendors/stripe/stand-in/billing/cancel-subscription";
import { assertCanWait, changeOncePaid } from "@/lib/vendors/stripe/stand-in/billing/change-once-paid";
import {
  changeSubscription,
  type SubscriptionChange,
} from "@/lib/vendors/stripe/stand-in/billing/change-subscription";
import {
  awaitPayment,
  collectInvoice,
  markPaid,
} from "@/lib/vendors/stripe/stand-in/billing/collect-invoice";
import { updateSubscription } from "@/lib/vendors/stripe/stand-in/billing/draft-invoice";
import {
  type NewSubscription,
  startSubscription,
} from "@/lib/vendors/stripe/stand-in/billing/start-subscription";
import { registerEngine } from "@/lib/vendors/stripe/stand-in/engine-hooks";
import { INVOICE } from "@/lib/vendors/stripe/stand-in/invoices";
import {
  flag,
  integer,
  list,
  metadata,
  pageShape,
  text,
  timestamp,
  unsettable,
} from "@/lib/vendors/stripe/stand-in/params";
import { retrieveRoute } from "@/lib/vendors/stripe/stand-in/read-routes";
import { invalid } from "@/lib/vendors/stripe/stand-in/refusal";
import { route } from "@/lib/vendors/stripe/stand-in/route";
import {
  find,
  findAll,
  findOne,
  listPage,
  load,
  mergeMetadata,
  present,
  save,
} from "@/lib/vendors/stripe/stand-in/store";
import { SUBSCRIPTION_ITEM } from "@/lib/vendors/stripe/stand-in/subscription-items";
import { hasEnded, SUBSCRIPTION, type SubscriptionState } from "@/lib/vendors/stripe/stand-in/subscriptions";
import { attempt, type World } from "@/lib/vendors/stripe/stand-in/world";

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

const newItemShape = z.strictObject({
  price: text(),
  quantity: integer(0).optional(),
  metadata: metadata().optional(),
});

export const itemChangeShape = z.strictObject({
  id: text().optional(),
  price: text().optional(),
  quantity: integer(0).optional(),
  deleted: flag().optional(),
  metadata: metadata().optional(),
});

export const prorationBehaviour = () => z.enum(["always_invoice", "create_prorations", "none"]);
const PAYMENT_BEHAVIOURS = ["allow_incomplete", "default_incomplete", "error_if_incomplete"] as const;
/** Only changes can wait: a new subscription has nothing to go on with meanwhile. */
const changeBehaviour = () => z.enum([...PAYMENT_BEHAVIOURS, "pending_if_incomplete"]);

const common = {
  cancel_at: unsettable(timestamp()).optional(),
  cancel_at_period_end: flag().optional(),
  default_payment_method: unsettable(text()).optional(),
  description: unsettable(z.string().max(500)).optional(),
  discounts: discountShape().optional(),
  metadata: metadata().optional(),
  off_session: flag().optional(),
  payment_behavior: z.enum(PAYMENT_BEHAVIOURS).optional(),
  payment_settings: z
    .strictObject({
      payment_method_types: list(z.enum(["card"])).optional(),
      save_default_payment_method: z.enum(["off", "on_subscription"]).optional(),
    })
    .optional(),
  collection_method: z.enum(["charge_automatically"]).optional(),
  proration_behavior: prorationBehaviour().optional(),
  trial_settings: z
    .strictObject({
      end_behavior: z.strictObject({ missing_payment_method: z.enum(["cancel", "create_invoice"]) }),
    })
    .optional(),
};

export const startShape = {
  ...common,
  customer: text(),
  currency: text().optional(),
  items: list(newItemShape),
  billing_cycle_anchor: timestamp().optional(),
  billing_mode: z
    .strictObject({
      type: z.enum(["flexible"]),
      flexible: z.strictObject({ proration_discounts: z.enum(["included"]).optional() }).optional(),
    })
    .optional(),
  trial_end: z.union([z.literal("now"), timestamp()]).optional(),
  trial_period_days: integer(1, 730).optional(),
};

/** A request's parameters as what a new subscription is made of. */
export function newSubscription(
  world: World,
  params: z.output<z.ZodObject<typeof startShape>>,
): NewSubscription {
  if (params.trial_end !== undefined && params.trial_period_days !== undefined) {
    throw invalid("You may only specify one of these parameters: trial_end, trial_period_days.", {
      param: "trial_end",
    });
  }
  if (params.cancel_at_period_end === true && typeof params.cancel_at === "number") {
    throw invalid("You may only specify one of these parameters: cancel_at, cancel_at_period_end.", {
      param: "cancel_at",
    });
  }
  const { trial_end, trial_period_days: days } = params;
  return {
    customer: params.customer,
    items: params.items.map((item) => ({
      price: item.price,
      quantity: item.quantity,
      metadata: mergeMetadata({}, item.metadata),
    })),
    default_payment_method: params.default_payment_method ?? null,
    authenticated: false,
    off_session: params.off_session ?? false,
    trial_end:
      days !== undefined
        ? world.now + days * DAY_SECONDS
        : trial_end === undefined || trial_end === "now"
          ? null
          : trial_end,
    missing_payment_method: params.trial_settings?.end_behavior.missing_payment_method ?? "create_invoice",
    metadata: mergeMetadata({}, params.metadata),
    discounts: params.discounts ?? [],
    description: params.description ?? null,
    billing_cycle_anchor: params.billing_cycle_anchor ?? null,
    prorates: params.proration_behavior !== "none",
    waits: params.payment_behavior === "default_incomplete",
    cancel_at: params.cancel_at ?? null,
    cancel_at_period_end: params.cancel_at_period_end ?? false,
    save_default_payment_method: params.payment_settings?.save_default_payment_method ?? "off",
  };
}

const changeShape = z.strictObject({
  ...common,
  payment_behavior: changeBehaviour().optional(),
  items: list(itemChangeShape).optional(),
  billing_cycle_anchor: z.enum(["now", "unchanged"]).optional(),
  cancellation_details: z
    .strictObject({
      comment: unsettable(z.string()).optional(),
      feedback: unsettable(z.enum(CANCELLATION_FEEDBACK)).optional(),
    })
    .optional(),
  proration_date: timestamp().optional(),
  trial_end: z.union([z.literal("now"), timestamp()]).optional(),
});

const itemBilling = {
  off_session: flag().optional(),
  payment_behavior: z.enum(PAYMENT_BEHAVIOURS).optional(),
  proration_behavior: prorationBehaviour().optional(),
  proration_date: timestamp().optional(),
};

/** Changes a subscription and collects what that brings at once, as the payment behaviour says. */
async function change(
  world: World,
  subscription: SubscriptionState,
  asked: SubscriptionChange,
  how: { payment_behavior?: string | undefined; off_session?: boolean | undefined },
): Promise<SubscriptionState> {
  const work = async () => {
    if (how.payment_behavior === "pending_if_incomplete") {
      if (how.off_session !== undefined) assertCanWait({ off_session: how.off_session });
      await changeOncePaid(world, subscription, asked);
      return;
    }
    const { invoice } = await changeSubscription(world, subscription, asked);
    if (invoice === null) return;
    if (how.payment_behavior === "default_incomplete") {
      await awaitPayment(world, invoice);
      return;
    }
    const { error } = await collectInvoice(world, invoice, {
      off_session: how.off_session ?? false,
      automatic: true,
    });
    if (error !== null && how.payment_behavior === "error_if_incomplete") throw error;
  };
  await attempt(world, work);
  return load(world, SUBSCRIPTION, subscription.id);
}

export const subscriptionRoutes = [
  route("POST", "/v1/subscriptions", z.strictObject(startShape), async (world, params) => {
    const started = await attempt(world, async () => {
      const result = await startSubscription(world, newSubscription(world, params));
      if (result.error !== null && params.payment_behavior === "error_if_incomplete") throw result.error;
      return result;
    });
    return present(world, SUBSCRIPTION, started.subscription);
  }),
  retrieveRoute("/v1/subscriptions", SUBSCRIPTION),
  route("POST", "/v1/subscriptions/:id", changeShape, async (world, params, { id }) => {
    const subscription = await load(world, SUBSCRIPTION, id);
    if (params.payment_behavior === "pending_if_incomplete") {
      const { payment_behavior: _, ...given } = params;
      assertCanWait(given);
    }
    const { cancellation_details, payment_settings, trial_settings, payment_behavior, off_session, ...rest } =
      params;
    const asked: SubscriptionChange = {
      ...rest,
      cancellation: cancellation_details,
      missing_payment_method: trial_settings?.end_behavior.missing_payment_method,
      save_default_payment_method: payment_settings?.save_default_payment_method,
    };
    return present(
      world,
      SUBSCRIPTION,
      await change(world, subscription, asked, { payment_behavior, off_session }),
    );
  }),
  route(
    "DELETE",
    "/v1/subscriptions/:id",
    z.strictObject({
      cancellation_details: changeShape.shape.cancellation_details,
      invoice_now: flag().optional(),
      prorate: flag().optional(),
    }),
    async (world, params, { id }) => {
      const ended = await cancelSubscription(world, await load(world, SUBSCRIPTION, id), {
        invoice_now: params.invoice_now ?? false,
        prorate: params.prorate ?? false,
        comment: params.cancellation_details?.comment ?? null,
        feedback: params.cancellation_details?.feedback ?? null,
      });
      return present(world, SUBSCRIPTION, ended);
    },
  ),
  route(
    "GET",
    "/v1/subscriptions",
    z.strictObject({
      ...pageShape,
      customer: text().optional(),
      price: text().optional(),
      status: z
        .enum([
          "active",
          "all",
          "canceled",
          "ended",
          "incomplete",
          "incomplete_expired",
          "past_due",
          "trialing",
          "unpaid",
        ])
        .optional(),
    }),
    async (world, { customer, price, status, ...page }) => {
      const withPrice =
        price === undefined
          ? null
          : new Set((await findAll(world, SUBSCRIPTION_ITEM, { price })).map((item) => item.subscription));
      return listPage(world, SUBSCRIPTION, {
        where: { customer },
        keep: (state) => {
          if (withPrice !== null && !withPrice.has(state.id)) return false;
          if (status === undefined) return state.status !== "canceled";
          if (status === "all") return true;
          return status === "ended" ? hasEnded(state) : state.status === status;
        },
        page,
        url: "/v1/subscriptions",
      });
    },
  ),
  retrieveRoute("/v1/subscription_items", SUBSCRIPTION_ITEM),
  route(
    "GET",
    "/v1/subscription_items",
    z.strictObject({ ...pageShape, subscription: text() }),
    async (world, { subscription, ...page }) => {
      await load(world, SUBSCRIPTION, subscription, "subscription");
      return listPage(world, SUBSCRIPTION_ITEM, {
        where: { subscription },
        page,
        url: "/v1/subscription_items",
      });
    },
  ),
  route(
    "POST",
    "/v1/subscription_items",
    z.strictObject({
      subscription: text(),
      price: text(),
      quantity: integer(0).optional(),
      metadata: metadata().optional(),
      ...itemBilling,
    }),
    async (world, { subscription: id, price, quantity, metadata: given, ...billing }) => {
      const { proration_behavior, proration_date, ...how } = billing;
      const subscription = await load(world, SUBSCRIPTION, id, "subscription");
      const items = [{ price, quantity, metadata: given }];
      await change(world, subscription, { items, proration_behavior, proration_date }, how);
      const item = await findOne(world, SUBSCRIPTION_ITEM, { subscription: id, price });
      if (item === null) throw new Error("The item was not added.");
      return present(world, SUBSCRIPTION_ITEM, item);
    },
  ),
  route(
    "DELETE",
    "/v1/subscription_items/:id",
    z.strictObject(itemBilling),
    async (
      world,
      { proration_behavior, proration_date, ...how },
      { id },
    ): Promise<Stripe.DeletedSubscriptionItem> => {
      const item = await load(world, SUBSCRIPTION_ITEM, id);
      const items = [{ id, deleted: true }];
      const subscription = await load(world, SUBSCRIPTION, item.subscription);
      await change(world, subscription, { items, proration_behavior, proration_date }, how);
      return { id, object: "subscription_item", deleted: true };
    },
  ),
  route(
    "POST",
    "/v1/subscription_items/:id",
    z.strictObject({
      metadata: metadata().optional(),
      price: text().optional(),
      quantity: integer(0).optional(),
      ...itemBilling,
      payment_behavior: changeBehaviour().optional(),
    }),
    async (world, params, { id }) => {
      const item = await load(world, SUBSCRIPTION_ITEM, id);
      const { metadata: given, price, quantity, proration_behavior, proration_date, ...how } = params;
      await change(
        world,
        await load(world, SUBSCRIPTION, item.subscription),
        { items: [{ id, price, quantity, metadata: given }], proration_behavior, proration_date },
        how,
      );
      return present(world, SUBSCRIPTION_ITEM, await load(world, SUBSCRIPTION_ITEM, id));
    },
  ),
];

registerEngine({
  async startSubscription(world, input) {
    const started = await startSubscription(world, {
      customer: input.customer,
      items: input.items.map(({ price, quantity }) => ({ price, quantity: quantity ?? undefined })),
      default_payment_method: input.payment_method,
      authenticated: input.authenticated,
      off_session: false,
      trial_end:
        input.trial_end ??
        (input.trial_period_days === null ? null : world.now + input.trial_period_days * DAY_SECONDS),
      missing_payment_method: "create_invoice",
      metadata: input.metadata,
      discounts: [
        ...(input.promotion_code === null ? [] : [{ promotion_code: input.promotion_code }]),
        ...(input.coupon === null || input.promotion_code !== null ? [] : [{ coupon: input.coupon }]),
      ],
      description: input.description,
      billing_cycle_anchor: input.billing_cycle_anchor,
      prorates: input.proration_behavior !== "none",
      waits: false,
      cancel_at: null,
      cancel_at_period_end: false,
      save_default_payment_method: "off",
    });
    if (started.error !== null) throw started.error;
    return { subscription: started.subscription.id, invoice: started.invoice?.id ?? null };
  },
  async paymentIntentSettled(world, invoiceId, intent) {
    const invoice = await load(world, INVOICE, invoiceId);
    if (invoice.status !== "open" || intent.status !== "succeeded") return;
    const subscription =
      invoice.subscription === null ? null : await find(world, SUBSCRIPTION, invoice.subscription);
    if (subscription?.save_default_payment_method === "on_subscription") {
      await updateSubscription(world, subscription, { default_payment_method: intent.payment_method });
    }
    await markPaid(world, invoice, intent.id);
  },
  async customerDeleted(world, customerId) {
    for (const subscription of await findAll(world, SUBSCRIPTION, { customer: customerId })) {
      if (hasEnded(subscription)) continue;
      await cancelSubscription(world, subscription, {
        invoice_now: false,
        prorate: false,
        comment: null,
        feedback: null,
      });
    }
    // Nobody is left to be charged.
    for (const status of ["draft", "open"]) {
      for (const invoice of await findAll(world, INVOICE, { customer: customerId, status })) {
        await save(world, INVOICE, {
          ...invoice,
          auto_advance: false,
          automatically_finalizes_at: null,
          next_payment_attempt: null,
        });
      }
    }
  },
});
