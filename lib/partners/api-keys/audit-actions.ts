import type { AuditActions } from "@/lib/api/domain";

export const apiKeyActions = {
  "api_key.created": {
    sentence: "created the key",
    shown: ["name", "mode", "scopes"],
    security: "credential.created",
  },
  "api_key.learning_started": {
    sentence: "began to learn the addresses of the key",
    shown: ["name", "days"],
  },
  "api_key.learning_stopped": { sentence: "stopped learning the addresses of the key", shown: ["name"] },
  "api_key.revoked": { sentence: "revoked the key", shown: ["name", "mode"] },
  "api_key.rotated": {
    sentence: "rotated the key",
    shown: ["replaced_by", "overlap_seconds"],
    security: "credential.created",
  },
  "api_key.updated": { sentence: "changed the key", shown: ["fields"] },
  "signing_key.created": {
    sentence: "created the signing key",
    shown: ["name", "algorithm"],
    security: "credential.created",
  },
  "signing_key.revoked": { sentence: "revoked the signing key", shown: ["name"] },
} as const satisfies AuditActions;
