import { z } from "zod";
import { DEFAULT_OVERLAP_SECONDS, MAX_OVERLAP_SECONDS } from "@/lib/partners/webhooks/delivery-rules";
import { SUBSCRIBABLE_TYPES, TEST_EVENT } from "@/lib/partners/webhooks/event-catalog";
import { optionalLine } from "@/lib/platform/human-text";
import { PageQuery } from "@/lib/platform/pagination";

const id = z.uuid("Must be a UUID.");
const time = z.string().meta({ format: "date-time" });

const url = z
  .string("Must be an address such as https://example.com/webhooks.")
  .trim()
  .min(1, "Must be an address such as https://example.com/webhooks.")
  .max(2_048, "Must have at most 2,048 characters.");
const description = optionalLine(200).nullable();
const eventTypes = z
  .array(z.enum(SUBSCRIBABLE_TYPES, "Is not an event type."))
  .max(SUBSCRIBABLE_TYPES.length)
  .refine((types) => new Set(types).size === types.length, "Must not name a type twice.")
  .meta({ description: "The types it wants; empty for all, also those to come." });

export const EndpointPath = z.strictObject({ endpoint_id: id });
export type EndpointPath = z.output<typeof EndpointPath>;

export const CreateWebhookEndpoint = z.strictObject({
  url,
  description: description.default(null),
  event_types: eventTypes.default([]),
});
export type CreateWebhookEndpoint = z.output<typeof CreateWebhookEndpoint>;

export const UpdateWebhookEndpoint = EndpointPath.extend({
  url: url.optional(),
  description: description.optional(),
  event_types: eventTypes.optional(),
  enabled: z.boolean("Must be true or false.").optional(),
}).refine((fields) => Object.keys(fields).length > 1, "Must change at least one field.");
export type UpdateWebhookEndpoint = z.output<typeof UpdateWebhookEndpoint>;

export const RotateWebhookSecret = EndpointPath.extend({
  overlap_seconds: z
    .int("Must be a whole number of seconds.")
    .min(0, "Must not be negative.")
    .max(MAX_OVERLAP_SECONDS, "Must be at most 604,800 (a week).")
    .default(DEFAULT_OVERLAP_SECONDS),
});
export type RotateWebhookSecret = z.output<typeof RotateWebhookSecret>;

export const DELIVERY_STATUSES = ["pending", "delivered", "failed"] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

export const ListDeliveries = PageQuery.extend({
  endpoint_id: id,
  status: z.enum(DELIVERY_STATUSES, "Must be pending, delivered or failed.").optional(),
  type: z.enum([...SUBSCRIBABLE_TYPES, TEST_EVENT], "Is not an event type.").optional(),
});
export type ListDeliveries = z.output<typeof ListDeliveries>;

export const DeliveryPath = z.strictObject({ endpoint_id: id, delivery_id: id });
export type DeliveryPath = z.output<typeof DeliveryPath>;

/** Why an endpoint is off: by its owner, because it answered 410, because nothing has got through for days. */
export const DISABLED_REASONS = ["partner", "gone", "failing"] as const;
export type DisabledReason = (typeof DISABLED_REASONS)[number];

export const WebhookEndpoint = z.object({
  id,
  url: z.string(),
  description: z.string().nullable(),
  event_types: z.array(z.string()),
  status: z.enum(["enabled", "disabled"]),
  disabled_at: time.nullable(),
  disabled_reason: z.enum(DISABLED_REASONS).nullable(),
  failing_since: time.nullable(),
  /** Until when the secret before the last rotation signs too. */
  previous_secret_expires_at: time.nullable(),
  created_at: time,
});
export type WebhookEndpoint = z.output<typeof WebhookEndpoint>;

export const NewWebhookEndpoint = WebhookEndpoint.extend({
  /** Shown this once. */
  secret: z.string(),
});
export type NewWebhookEndpoint = z.output<typeof NewWebhookEndpoint>;

export const EndpointHealth = z.object({
  last_delivery: z.object({ status: z.enum(DELIVERY_STATUSES), attempts: z.int(), at: time }).nullable(),
  /** Of the deliveries that began within the last 24 hours. */
  last_day: z.object({
    delivered: z.int(),
    /** Given up, or tried in vain so far. */
    failed: z.int(),
  }),
});
export type EndpointHealth = z.output<typeof EndpointHealth>;

export const WatchedEndpoint = WebhookEndpoint.extend({ health: EndpointHealth });
export type WatchedEndpoint = z.output<typeof WatchedEndpoint>;

export const Delivery = z.object({
  id,
  endpoint_id: id,
  event_id: id,
  event_type: z.string(),
  status: z.enum(DELIVERY_STATUSES),
  attempts: z.int(),
  /** What the last attempt was answered with; null where nothing came, or none was made. */
  last_status: z.int().nullable(),
  last_error: z.string().nullable(),
  next_attempt_at: time.nullable(),
  delivered_at: time.nullable(),
  replay_of: id.nullable(),
  created_at: time,
});
export type Delivery = z.output<typeof Delivery>;

export const DeliveryAttempt = z.object({
  number: z.int(),
  at: time,
  duration_ms: z.int(),
  status: z.int().nullable(),
  error: z.string().nullable(),
  /** The reply's first characters. */
  response_body: z.string().nullable(),
});
export type DeliveryAttempt = z.output<typeof DeliveryAttempt>;

export const DeliveryDetail = Delivery.extend({
  /** The body as it is sent, to the byte. */
  payload: z.string(),
  log: z.array(DeliveryAttempt),
});
export type DeliveryDetail = z.output<typeof DeliveryDetail>;
