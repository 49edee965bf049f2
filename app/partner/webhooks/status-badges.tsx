import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { DeliveryStatus, DisabledReason, WebhookEndpoint } from "@/lib/partners/webhooks/schemas";

const REASONS: Record<DisabledReason, string> = {
  partner: "Disabled",
  gone: "Disabled: gone",
  failing: "Disabled: failing",
};

/** Whether an endpoint is on, off, or on and in trouble. */
export function EndpointBadge({ endpoint }: { endpoint: WebhookEndpoint }) {
  if (endpoint.status === "disabled") {
    const reason = endpoint.disabled_reason ?? "partner";
    return (
      <Badge tone={reason === "partner" ? "plain" : "ember"} dot>
        {REASONS[reason]}
      </Badge>
    );
  }
  return endpoint.failing_since === null ? (
    <Badge tone="pine" dot>
      Enabled
    </Badge>
  ) : (
    <Badge tone="gold" dot>
      Failing
    </Badge>
  );
}

const DELIVERY: Record<DeliveryStatus, { tone: BadgeTone; word: string }> = {
  delivered: { tone: "pine", word: "Delivered" },
  failed: { tone: "ember", word: "Failed" },
  pending: { tone: "plain", word: "Waiting" },
};

/** How a delivery stands; one that has failed so far and will be tried again is neither. */
export function DeliveryBadge({ status, attempts }: { status: DeliveryStatus; attempts: number }) {
  const retrying = status === "pending" && attempts > 0;
  const { tone, word } = retrying ? { tone: "gold" as const, word: "Retrying" } : DELIVERY[status];
  return (
    <Badge tone={tone} dot>
      {word}
    </Badge>
  );
}
