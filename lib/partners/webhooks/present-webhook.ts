import {
  type Delivery,
  type DeliveryAttempt,
  DISABLED_REASONS,
  type WebhookEndpoint,
} from "@/lib/partners/webhooks/schemas";
import type {
  PartnerEvent,
  WebhookAttempt,
  WebhookDelivery,
  WebhookEndpoint as WebhookEndpointRow,
} from "@/lib/platform/prisma/client";

export function presentEndpoint(row: WebhookEndpointRow, now: Date): WebhookEndpoint {
  const overlaps = row.previousSecretExpiresAt !== null && row.previousSecretExpiresAt > now;
  return {
    id: row.id,
    url: row.url,
    description: row.description,
    event_types: row.eventTypes,
    status: row.disabledAt === null ? "enabled" : "disabled",
    disabled_at: row.disabledAt?.toISOString() ?? null,
    disabled_reason: DISABLED_REASONS.find((reason) => reason === row.disabledReason) ?? null,
    failing_since: row.failingSince?.toISOString() ?? null,
    previous_secret_expires_at: overlaps ? (row.previousSecretExpiresAt?.toISOString() ?? null) : null,
    created_at: row.createdAt.toISOString(),
  };
}

export function presentDelivery(
  row: WebhookDelivery & { event: Pick<PartnerEvent, "type"> },
  last: WebhookAttempt | undefined,
): Delivery {
  return {
    id: row.id,
    endpoint_id: row.endpointId,
    event_id: row.eventId,
    event_type: row.event.type,
    status: row.status,
    attempts: row.attempts,
    last_status: last?.status ?? null,
    last_error: last?.error ?? null,
    next_attempt_at: row.nextAttemptAt?.toISOString() ?? null,
    delivered_at: row.deliveredAt?.toISOString() ?? null,
    replay_of: row.replayOfId,
    created_at: row.createdAt.toISOString(),
  };
}

export function presentAttempt(row: WebhookAttempt): DeliveryAttempt {
  return {
    number: row.number,
    at: row.at.toISOString(),
    duration_ms: row.durationMs,
    status: row.status,
    error: row.error,
    response_body: row.responseBody,
  };
}
