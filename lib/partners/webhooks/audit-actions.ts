import type { AuditActions } from "@/lib/api/domain";

export const webhookActions = {
  "webhook_delivery.replayed": { sentence: "sent a webhook delivery again" },
  "webhook_endpoint.created": {
    sentence: "added the webhook endpoint",
    shown: ["url", "event_types"],
    security: "credential.created",
  },
  "webhook_endpoint.deleted": { sentence: "deleted the webhook endpoint", shown: ["url"] },
  "webhook_endpoint.disabled": { sentence: "disabled a webhook endpoint", shown: ["reason"] },
  "webhook_endpoint.secret_rotated": {
    sentence: "rotated the signing secret of a webhook endpoint",
    shown: ["overlap_seconds"],
    security: "credential.created",
  },
  "webhook_endpoint.tested": { sentence: "sent a test event to a webhook endpoint" },
  "webhook_endpoint.updated": {
    sentence: "changed the webhook endpoint",
    shown: ["fields", "url", "enabled"],
  },
} as const satisfies AuditActions;
