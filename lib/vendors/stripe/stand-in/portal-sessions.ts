import type Stripe from "stripe";
import { z } from "zod";
import { env } from "@/lib/platform/env";
import { loadCustomer } from "@/lib/vendors/stripe/stand-in/customers";
import { emit } from "@/lib/vendors/stripe/stand-in/events";
import { flag, list, metadata, text, unsettable } from "@/lib/vendors/stripe/stand-in/params";
import { listRoute, retrieveRoute } from "@/lib/vendors/stripe/stand-in/read-routes";
import { invalid } from "@/lib/vendors/stripe/stand-in/refusal";
import { route } from "@/lib/vendors/stripe/stand-in/route";
import {
  defineKind,
  findOne,
  insert,
  load,
  mergeMetadata,
  newStripeId,
  present,
  type Stored,
  save,
} from "@/lib/vendors/stripe/stand-in/store";
import { SUBSCRIPTION } from "@/lib/vendors/stripe/stand-in/subscriptions";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

/** What the hosted page offers. Changing the plan there is not offered: the product does that itself. */
export interface PortalConfigurationState extends Stored {
  active: boolean;
  is_default: boolean;
  name: string | null;
  headline: string | null;
  default_return_url: string | null;
  metadata: Record<string, string>;
  updated: number;
  invoices: boolean;
  payment_method: boolean;
  cancel: boolean;
  cancel_reasons: boolean;
  cancel_mode: "at_period_end" | "immediately";
}

export const PORTAL_CONFIGURATION = defineKind<PortalConfigurationState, Stripe.BillingPortal.Configuration>({
  name: "billing_portal.configuration",
  title: "configuration",
  prefix: "bpc",
  present: (state) => ({
    id: state.id,
    object: "billing_portal.configuration",
    active: state.active,
    application: null,
    business_profile: {
      headline: state.headline,
      privacy_policy_url: null,
      terms_of_service_url: null,
    },
    created: state.created,
    default_return_url: state.default_return_url,
    features: {
      customer_update: { allowed_updates: [], enabled: false },
      invoice_history: { enabled: state.invoices },
      payment_method_update: { enabled: state.payment_method, payment_method_configuration: null },
      subscription_cancel: {
        cancellation_reason: { enabled: state.cancel_reasons, feedback_options: null, options: [...REASONS] },
        enabled: state.cancel,
        mode: state.cancel_mode,
        proration_behavior: "none",
      },
      subscription_pause: { duration: { interval_options: [], type: "indefinite" }, enabled: false },
      subscription_update: {
        billing_cycle_anchor: null,
        default_allowed_updates: [],
        enabled: false,
        products: null,
        proration_behavior: "none",
        schedule_at_period_end: { conditions: [] },
        trial_update_behavior: "continue_trial",
      },
    },
    is_default: state.is_default,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: state.metadata,
    name: state.name,
    updated: state.updated,
  }),
});

const REASONS = [
  "too_expensive",
  "missing_features",
  "switched_service",
  "unused",
  "customer_service",
  "too_complex",
  "low_quality",
  "other",
] as const;

export interface PortalSessionState extends Stored {
  customer: string;
  configuration: string;
  return_url: string | null;
  flow: { type: "payment_method_update" } | { type: "subscription_cancel"; subscription: string } | null;
  /** When it was made, by the real time: for how long it holds does not depend on the clock. */
  opened: number;
  /** The typed card whose bank asks for 3-D Secure, and what went wrong with the last. */
  waiting_card: string | null;
  problem: string | null;
  /** Where a flow leads when it is done; null: to the page's beginning. */
  flow_return_url: string | null;
}

/** A session lasts an hour; its address is all that its holder needs. */
export const PORTAL_SESSION_SECONDS = 3_600;

export function portalPage(id: string): string {
  return `${env().APP_URL}/dev/stripe/portal/${id}`;
}

export const PORTAL_SESSION = defineKind<PortalSessionState, Stripe.BillingPortal.Session>({
  name: "billing_portal.session",
  title: "billing portal session",
  prefix: "bps",
  present: (state) => ({
    id: state.id,
    object: "billing_portal.session",
    configuration: state.configuration,
    created: state.created,
    customer: state.customer,
    customer_account: null,
    flow:
      state.flow === null
        ? null
        : {
            after_completion:
              state.flow_return_url === null
                ? { hosted_confirmation: null, redirect: null, type: "portal_homepage" }
                : {
                    hosted_confirmation: null,
                    redirect: { return_url: state.flow_return_url },
                    type: "redirect",
                  },
            customer_update: null,
            subscription_cancel:
              state.flow.type === "subscription_cancel"
                ? { retention: null, subscription: state.flow.subscription }
                : null,
            subscription_pause: null,
            subscription_update: null,
            subscription_update_confirm: null,
            type: state.flow.type,
          },
    livemode: false,
    locale: null,
    on_behalf_of: null,
    return_url: state.return_url,
    url: portalPage(state.id),
  }),
});

/** What a session without a configuration of its own offers: all there is. */
async function defaultConfiguration(world: World): Promise<PortalConfigurationState> {
  const known = await findOne(world, PORTAL_CONFIGURATION, { is_default: true });
  if (known !== null) return known;
  return insert(world, PORTAL_CONFIGURATION, {
    id: newStripeId(PORTAL_CONFIGURATION.prefix),
    created: world.now,
    active: true,
    is_default: true,
    name: null,
    headline: null,
    default_return_url: null,
    metadata: {},
    updated: world.now,
    invoices: true,
    payment_method: true,
    cancel: true,
    cancel_reasons: true,
    cancel_mode: "at_period_end",
  });
}

const off = () =>
  z
    .strictObject({ enabled: flag().refine((enabled) => !enabled, "The stand-in does not offer this.") })
    .optional();

const featuresShape = z.strictObject({
  customer_update: off(),
  invoice_history: z.strictObject({ enabled: flag() }).optional(),
  payment_method_update: z.strictObject({ enabled: flag() }).optional(),
  subscription_cancel: z
    .strictObject({
      cancellation_reason: z
        .strictObject({ enabled: flag(), options: unsettable(list(z.enum(REASONS))).optional() })
        .optional(),
      enabled: flag(),
      mode: z.enum(["at_period_end", "immediately"]).optional(),
      proration_behavior: z.enum(["none"]).optional(),
    })
    .optional(),
  subscription_pause: off(),
  subscription_update: off(),
});

const configurationShape = {
  business_profile: z.strictObject({ headline: unsettable(z.string()).optional() }).optional(),
  default_return_url: unsettable(z.url()).optional(),
  metadata: metadata().optional(),
  name: unsettable(z.string()).optional(),
};

function changed(
  state: PortalConfigurationState,
  params: Partial<
    z.output<z.ZodObject<typeof configurationShape>> & { features: z.output<typeof featuresShape> }
  >,
  now: number,
): PortalConfigurationState {
  const { features, business_profile, default_return_url, name } = params;
  const cancel = features?.subscription_cancel;
  return {
    ...state,
    headline: business_profile?.headline === undefined ? state.headline : business_profile.headline,
    default_return_url: default_return_url === undefined ? state.default_return_url : default_return_url,
    name: name === undefined ? state.name : name,
    metadata: mergeMetadata(state.metadata, params.metadata),
    invoices: features?.invoice_history?.enabled ?? state.invoices,
    payment_method: features?.payment_method_update?.enabled ?? state.payment_method,
    cancel: cancel?.enabled ?? state.cancel,
    cancel_reasons: cancel?.cancellation_reason?.enabled ?? state.cancel_reasons,
    cancel_mode: cancel?.mode ?? state.cancel_mode,
    updated: now,
  };
}

export const portalRoutes = [
  route(
    "POST",
    "/v1/billing_portal/configurations",
    z.strictObject({ ...configurationShape, features: featuresShape }),
    async (world, params) => {
      const base: PortalConfigurationState = {
        ...(await defaultConfiguration(world)),
        id: newStripeId(PORTAL_CONFIGURATION.prefix),
        created: world.now,
        is_default: false,
        metadata: {},
        invoices: false,
        payment_method: false,
        cancel: false,
      };
      const state = await insert(world, PORTAL_CONFIGURATION, changed(base, params, world.now));
      const shown = await present(world, PORTAL_CONFIGURATION, state);
      await emit(world, "billing_portal.configuration.created", shown);
      return shown;
    },
  ),
  route(
    "POST",
    "/v1/billing_portal/configurations/:id",
    z.strictObject({ ...configurationShape, active: flag().optional(), features: featuresShape.optional() }),
    async (world, { active, features, ...params }, { id }) => {
      const state = await load(world, PORTAL_CONFIGURATION, id);
      const given = features === undefined ? params : { ...params, features };
      const next = { ...changed(state, given, world.now), active: active ?? state.active };
      const shown = await present(world, PORTAL_CONFIGURATION, await save(world, PORTAL_CONFIGURATION, next));
      await emit(world, "billing_portal.configuration.updated", shown);
      return shown;
    },
  ),
  retrieveRoute("/v1/billing_portal/configurations", PORTAL_CONFIGURATION),
  listRoute("/v1/billing_portal/configurations", PORTAL_CONFIGURATION, {
    active: flag().optional(),
    is_default: flag().optional(),
  }),
  route(
    "POST",
    "/v1/billing_portal/sessions",
    z.strictObject({
      customer: text(),
      configuration: text().optional(),
      return_url: z.url().optional(),
      locale: text().optional(),
      flow_data: z
        .strictObject({
          type: z.enum(["payment_method_update", "subscription_cancel"]),
          subscription_cancel: z.strictObject({ subscription: text() }).optional(),
          after_completion: z
            .strictObject({
              type: z.enum(["portal_homepage", "redirect"]),
              redirect: z.strictObject({ return_url: z.url() }).optional(),
            })
            .optional(),
        })
        .optional(),
    }),
    async (world, { customer, configuration, return_url, flow_data }) => {
      await loadCustomer(world, customer, "customer");
      const offers =
        configuration === undefined
          ? await defaultConfiguration(world)
          : await load(world, PORTAL_CONFIGURATION, configuration, "configuration");
      const session = await insert(world, PORTAL_SESSION, {
        id: newStripeId(PORTAL_SESSION.prefix),
        created: world.now,
        opened: Math.floor(Date.now() / 1_000),
        waiting_card: null,
        problem: null,
        customer,
        configuration: offers.id,
        return_url: return_url ?? offers.default_return_url,
        flow: flow_data === undefined ? null : await flowOf(world, customer, flow_data),
        flow_return_url: flow_data?.after_completion?.redirect?.return_url ?? null,
      });
      const shown = await present(world, PORTAL_SESSION, session);
      await emit(world, "billing_portal.session.created", shown);
      return shown;
    },
  ),
];

async function flowOf(
  world: World,
  customer: string,
  {
    type,
    subscription_cancel,
  }: {
    type: "payment_method_update" | "subscription_cancel";
    subscription_cancel?: { subscription: string } | undefined;
  },
): Promise<PortalSessionState["flow"]> {
  if (type === "payment_method_update") return { type };
  const param = "flow_data[subscription_cancel][subscription]";
  if (subscription_cancel === undefined) {
    throw invalid(`Missing required param: ${param}.`, { param, code: "parameter_missing" });
  }
  const subscription = await load(world, SUBSCRIPTION, subscription_cancel.subscription, param);
  if (subscription.customer !== customer) throw invalid("The subscription is another customer's.", { param });
  return { type, subscription: subscription.id };
}
