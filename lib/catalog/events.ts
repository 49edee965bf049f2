// Written by `npm run routes` from the domains' manifests. Not to be edited.

import type { EventDescription } from "@/lib/catalog/shapes";

/** What happens to a partner and can be sent to its webhooks. */
export const EVENTS = {
  "verification.completed": { group: "Account", sentence: "Your account's e-mail address was verified." },
  "key.created": { group: "API keys", sentence: "An API key was created." },
  "key.rotated": { group: "API keys", sentence: "A new API key took over from an older one." },
  "key.updated": {
    group: "API keys",
    sentence: "An API key's name, scopes, expiry or restrictions changed.",
  },
  "key.revoked": { group: "API keys", sentence: "An API key was revoked and no longer works." },
  "key.expiring": { group: "API keys", sentence: "An API key will expire within a week." },
  "alert.fired": { group: "Alerts", sentence: "Usage, spend or errors passed the threshold of an alert." },
  "webhook.test": { group: null, sentence: "You sent a test event to one of your endpoints." },
  "ticket.created": { group: "Support tickets", sentence: "A support ticket was opened." },
  "ticket.replied": { group: "Support tickets", sentence: "A support ticket got a reply." },
  "ticket.status_changed": {
    group: "Support tickets",
    sentence: "A support ticket was solved, closed or reopened.",
  },
  "subscription.updated": { group: "Billing", sentence: "Your plan began, changed, fell past due or ended." },
  "invoice.paid": { group: "Billing", sentence: "An invoice was paid, or settled by credit." },
  "invoice.payment_failed": { group: "Billing", sentence: "A payment failed, or needs you to confirm it." },
  "event.published": { group: "Events", sentence: "An event was published." },
  "event.cancelled": { group: "Events", sentence: "An event was cancelled." },
  "event.matched": { group: "Events", sentence: "The attendees of an event were matched." },
  "registration.created": { group: "Events", sentence: "A person registered for an event." },
  "registration.promoted": {
    group: "Events",
    sentence: "A person who waited was offered a seat, or has one now. The status says which.",
  },
  "registration.cancelled": {
    group: "Events",
    sentence: "A registration ended: it was cancelled, declined or released. The status says which.",
  },
  "checkin.recorded": { group: "Events", sentence: "A guest was checked in or out, or that was taken back." },
  "insights.edition_published": { group: "Research", sentence: "A research edition was published." },
  "insights.report_ready": { group: "Research", sentence: "A scheduled research report was made." },
} as const satisfies Record<string, EventDescription>;

export type EventType = keyof typeof EVENTS;
