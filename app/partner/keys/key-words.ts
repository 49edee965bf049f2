import type { ApiKey } from "@/lib/partners/api-keys/schemas";
import type { Scope } from "@/lib/platform/scopes";

/** What each scope is called and lets a key do, where people choose. */
export const SCOPE_WORDS: Record<Scope, { label: string; hint: string }> = {
  "compatibility:calculate": {
    label: "Score pairs",
    hint: "One at a time or in batches; read the sandbox people.",
  },
  "usage:read": { label: "Read usage", hint: "Read what your keys have used, and what it costs." },
  "events:read": { label: "Read events", hint: "Events, who attends and their matches, never traits." },
  "events:write": {
    label: "Run events",
    hint: "Create and change events, and find out who should meet whom.",
  },
  "insights:read": {
    label: "Read research",
    hint: "Released answers about research editions, and what new ones would cost. Spends nothing.",
  },
  "insights:query": {
    label: "Ask research questions",
    hint: "Ask about research editions. New answers spend your share of the privacy budget.",
  },
  "billing:read": { label: "Read billing", hint: "Read the wallet of AI tokens and its history." },
  "billing:write": {
    label: "Buy AI tokens",
    hint: "Begin a purchase; whoever pays does so on Stripe's page.",
  },
  "partners:admin": {
    label: "Administer",
    hint: "Everything about this account but its team: keys, webhooks, alerts, tickets, settings. For your own tools only.",
  },
};

/** The overlaps that a rotation offers, in seconds. */
export const OVERLAPS = [
  { value: "0", label: "None" },
  { value: "3600", label: "1 hour" },
  { value: "86400", label: "1 day" },
  { value: "604800", label: "7 days" },
] as const;

/** How a key stands, with the tone of its badge. */
export function statusOf(key: ApiKey): { label: string; tone: "pine" | "gold" | "plain" } {
  if (key.status === "revoked") return { label: "revoked", tone: "plain" };
  if (key.status === "expired") return { label: "expired", tone: "plain" };
  return key.replaced_by === null ? { label: "active", tone: "pine" } : { label: "rotated", tone: "gold" };
}
