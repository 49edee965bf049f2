import type Stripe from "stripe";
import { z } from "zod";
import { deriveSecret } from "@/lib/platform/seal";
import { STRIPE_API_VERSION } from "@/lib/vendors/stripe/api-version";
import { flag, list, metadata, nothing, text, unsettable } from "@/lib/vendors/stripe/stand-in/params";
import { listRoute, retrieveRoute } from "@/lib/vendors/stripe/stand-in/read-routes";
import { invalid } from "@/lib/vendors/stripe/stand-in/refusal";
import { route } from "@/lib/vendors/stripe/stand-in/route";
import {
  defineKind,
  findAll,
  insert,
  load,
  mergeMetadata,
  newStripeId,
  remove,
  type Stored,
  save,
} from "@/lib/vendors/stripe/stand-in/store";
import { forAccount, type World } from "@/lib/vendors/stripe/stand-in/world";

export interface WebhookEndpointState extends Stored {
  url: string;
  enabled_events: string[];
  status: "enabled" | "disabled";
  description: string | null;
  metadata: Record<string, string>;
  /** Whether it hears of connected accounts rather than of the platform. */
  connect: boolean;
}

function presentEndpoint(state: WebhookEndpointState): Stripe.WebhookEndpoint {
  return {
    id: state.id,
    object: "webhook_endpoint",
    api_version: STRIPE_API_VERSION,
    application: null,
    created: state.created,
    description: state.description,
    enabled_events: state.enabled_events,
    livemode: false,
    metadata: state.metadata,
    status: state.status,
    url: state.url,
  };
}

export const WEBHOOK_ENDPOINT = defineKind<WebhookEndpointState, Stripe.WebhookEndpoint>({
  name: "webhook_endpoint",
  title: "webhook endpoint",
  prefix: "we",
  present: presentEndpoint,
});

/** What signs an endpoint's deliveries. It is made from APP_SECRET and never kept; Stripe too shows it once. */
export function endpointSecret(id: string): string {
  return `whsec_${deriveSecret(`stripe stand-in webhook ${id}`)}`;
}

/** The enabled endpoints, beside the product's own, that hear of this type. */
export async function findEndpointsFor(world: World, type: string): Promise<string[]> {
  const endpoints = await findAll(forAccount(world, null), WEBHOOK_ENDPOINT, {
    status: "enabled",
    connect: world.account !== null,
  });
  return endpoints
    .filter(({ enabled_events }) => enabled_events.includes("*") || enabled_events.includes(type))
    .map(({ id }) => id);
}

const address = () => z.url({ protocol: /^https?$/ });

export const webhookEndpointRoutes = [
  route(
    "POST",
    "/v1/webhook_endpoints",
    z.strictObject({
      url: address(),
      enabled_events: list(text()).refine((types) => types.length > 0),
      description: unsettable(text()).optional(),
      metadata: metadata().optional(),
      connect: flag().optional(),
      api_version: z.literal(STRIPE_API_VERSION).optional(),
    }),
    async (world, params) => {
      const state = await insert(world, WEBHOOK_ENDPOINT, {
        id: newStripeId("we"),
        created: world.now,
        url: params.url,
        enabled_events: params.enabled_events,
        status: "enabled",
        description: params.description ?? null,
        metadata: mergeMetadata({}, params.metadata),
        connect: params.connect ?? false,
      });
      return { ...presentEndpoint(state), secret: endpointSecret(state.id) };
    },
  ),
  route(
    "POST",
    "/v1/webhook_endpoints/:id",
    z.strictObject({
      url: address().optional(),
      enabled_events: list(text()).optional(),
      description: unsettable(text()).optional(),
      metadata: metadata().optional(),
      disabled: flag().optional(),
    }),
    async (world, { disabled, ...params }, { id }) => {
      const state = await load(world, WEBHOOK_ENDPOINT, id);
      if (params.enabled_events?.length === 0) {
        throw invalid("enabled_events must name at least one event.", { param: "enabled_events" });
      }
      const changed = await save(world, WEBHOOK_ENDPOINT, {
        ...state,
        url: params.url ?? state.url,
        enabled_events: params.enabled_events ?? state.enabled_events,
        description: params.description === undefined ? state.description : params.description,
        metadata: mergeMetadata(state.metadata, params.metadata),
        ...(disabled === undefined ? {} : { status: disabled ? "disabled" : "enabled" }),
      });
      return presentEndpoint(changed);
    },
  ),
  retrieveRoute("/v1/webhook_endpoints", WEBHOOK_ENDPOINT),
  listRoute("/v1/webhook_endpoints", WEBHOOK_ENDPOINT),
  route("DELETE", "/v1/webhook_endpoints/:id", nothing, async (world, _params, { id }) => {
    await load(world, WEBHOOK_ENDPOINT, id);
    await remove(world, WEBHOOK_ENDPOINT, id);
    const gone: Stripe.DeletedWebhookEndpoint = { id, object: "webhook_endpoint", deleted: true };
    return gone;
  }),
];
