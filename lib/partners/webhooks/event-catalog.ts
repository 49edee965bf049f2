import type { EventType } from "@/lib/platform/events";

/** A test event goes to the endpoint it was sent from, whatever that subscribes to. */
export const TEST_EVENT = "webhook.test" satisfies EventType;
export type SubscribableType = Exclude<EventType, typeof TEST_EVENT>;

/** When each event happens, in a sentence. The compiler holds it complete. */
export const EVENT_SENTENCES: Record<SubscribableType, string> = {
  "verification.completed": "Your account's e-mail address was verified.",
  "key.created": "Somebody made an API key.",
  "key.rotated": "A new API key took over from an older one.",
  "key.updated": "An API key's name, scopes, expiry or restrictions changed.",
  "key.revoked": "An API key was revoked and no longer works.",
  "key.expiring": "An API key will expire within a week.",
  "alert.fired": "Usage, spend or errors passed the threshold of an alert.",
  "subscription.updated": "Your plan began, changed, fell past due or ended.",
  "invoice.paid": "An invoice was paid, or settled by credit.",
  "invoice.payment_failed": "A payment failed, or needs you to confirm it.",
  "ticket.created": "A support ticket was opened.",
  "ticket.replied": "Somebody replied to a support ticket.",
  "ticket.status_changed": "A support ticket was solved, closed or reopened.",
};

export const SUBSCRIBABLE_TYPES = Object.keys(EVENT_SENTENCES) as [SubscribableType, ...SubscribableType[]];

/** How they are grouped where they are chosen. */
export const EVENT_GROUPS: readonly { name: string; types: readonly SubscribableType[] }[] = [
  { name: "API keys", types: SUBSCRIBABLE_TYPES.filter((type) => type.startsWith("key.")) },
  { name: "Alerts", types: SUBSCRIBABLE_TYPES.filter((type) => type.startsWith("alert.")) },
  {
    name: "Billing",
    types: SUBSCRIBABLE_TYPES.filter((type) => /^(subscription|invoice)\./.test(type)),
  },
  { name: "Support tickets", types: SUBSCRIBABLE_TYPES.filter((type) => type.startsWith("ticket.")) },
  { name: "Account", types: SUBSCRIBABLE_TYPES.filter((type) => type.startsWith("verification.")) },
];
