import type { EventDescription } from "@/lib/catalog/shapes";

export const apiKeyEvents: Readonly<Record<string, EventDescription>> = {
  "key.created": { group: "API keys", sentence: "An API key was created." },
  "key.rotated": { group: "API keys", sentence: "A new API key took over from an older one." },
  "key.updated": {
    group: "API keys",
    sentence: "An API key's name, scopes, expiry or restrictions changed.",
  },
  "key.revoked": { group: "API keys", sentence: "An API key was revoked and no longer works." },
  "key.expiring": { group: "API keys", sentence: "An API key will expire within a week." },
};
