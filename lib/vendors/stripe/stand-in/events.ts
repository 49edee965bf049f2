import type Stripe from "stripe";
import { z } from "zod";
import { STRIPE_API_VERSION } from "@/lib/vendors/stripe/api-version";
import { queueDeliveries } from "@/lib/vendors/stripe/stand-in/deliveries";
import { list, pageShape, text } from "@/lib/vendors/stripe/stand-in/params";
import { retrieveRoute } from "@/lib/vendors/stripe/stand-in/read-routes";
import { route } from "@/lib/vendors/stripe/stand-in/route";
import { defineKind, insert, listPage, newStripeId, type Stored } from "@/lib/vendors/stripe/stand-in/store";
import type { World } from "@/lib/vendors/stripe/stand-in/world";

type EventType = Stripe.Event["type"];
type EventOf<T extends EventType> = Extract<Stripe.Event, { type: T }>;

export interface EventState extends Stored {
  type: EventType;
  account: string | null;
  /** The object as it was then. */
  object: object;
  previous_attributes: object | null;
  request: { id: string | null; idempotency_key: string | null };
}

export const EVENT = defineKind<EventState, Stripe.EventBase>({
  name: "event",
  title: "event",
  prefix: "evt",
  present: async (state, world) => ({
    id: state.id,
    object: "event",
    ...(state.account === null ? {} : { account: state.account }),
    api_version: STRIPE_API_VERSION,
    created: state.created,
    data: {
      object: state.object,
      ...(state.previous_attributes === null ? {} : { previous_attributes: state.previous_attributes }),
    },
    livemode: false,
    pending_webhooks: await world.store.countPendingDeliveries(state.id),
    request: state.request,
    type: state.type,
  }),
});

/** Says that something happened: keeps the event, and queues it for every endpoint that wants it. */
export async function emit<T extends EventType>(
  world: World,
  type: T,
  object: EventOf<T>["data"]["object"],
  previous: Partial<EventOf<T>["data"]["object"]> | null = null,
): Promise<void> {
  if (world.quiet === true) return;
  const event = await insert(world, EVENT, {
    id: newStripeId("evt"),
    created: world.now,
    type,
    account: world.account,
    object,
    previous_attributes: previous,
    request: { id: world.request.id, idempotency_key: world.request.idempotencyKey },
  });
  await queueDeliveries(world, event.id, type);
}

/** The fields of `before` that `after` has otherwise: what an update's event tells. */
export function changedFields<W extends object>(before: W, after: W): Partial<W> {
  const changed: Partial<W> = {};
  for (const key in before) {
    if (JSON.stringify(before[key]) !== JSON.stringify(after[key])) changed[key] = before[key];
  }
  return changed;
}

export const eventRoutes = [
  route(
    "GET",
    "/v1/events",
    z.strictObject({
      ...pageShape,
      type: text().optional(),
      types: list(text()).optional(),
      delivery_success: z.enum(["true", "false"]).optional(),
    }),
    async (world, { type, types, delivery_success, ...page }) => {
      const failed = new Set(delivery_success === undefined ? [] : await world.store.undeliveredEvents());
      const prefix = type?.endsWith(".*") ? type.slice(0, -1) : null;
      return listPage(world, EVENT, {
        page,
        url: "/v1/events",
        ...(type !== undefined && prefix === null ? { where: { type } } : {}),
        ...(types === undefined && prefix === null && delivery_success === undefined
          ? {}
          : {
              keep: (event: EventState) =>
                (types === undefined || types.includes(event.type)) &&
                (prefix === null || event.type.startsWith(prefix)) &&
                (delivery_success === undefined || failed.has(event.id) === (delivery_success === "false")),
            }),
      });
    },
  ),
  retrieveRoute("/v1/events", EVENT),
];
