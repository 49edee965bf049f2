import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import type { WebhookEndpoint as WebhookEndpointRow } from "@/lib/platform/prisma/client";
import { seal, unseal } from "@/lib/platform/seal";

const SECRET_BYTES = 32;

/** A secret in the form of Standard Webhooks: base64 of random bytes behind `whsec_`. */
export function generateSigningSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;
}

/** Seals a secret so that it opens for this endpoint alone. */
export function sealSigningSecret(endpointId: string, secret: string): Uint8Array<ArrayBuffer> {
  return seal(`webhook-endpoint:${endpointId}`, secret);
}

/** The secrets that sign at this time, the newest first. Empty where APP_SECRET was changed since they were made. */
export function signingSecrets(endpoint: WebhookEndpointRow, now: Date): string[] {
  const overlaps = endpoint.previousSecretExpiresAt !== null && endpoint.previousSecretExpiresAt > now;
  const sealed = [endpoint.sealedSecret, overlaps ? endpoint.previousSealedSecret : null];
  return sealed.flatMap((bytes) => {
    const secret = bytes === null ? null : unseal(`webhook-endpoint:${endpoint.id}`, bytes);
    return secret === null ? [] : [secret];
  });
}

/** The `webhook-signature` header: one signature by each secret. */
export function signMessage(secrets: readonly string[], id: string, at: Date, body: string): string {
  return secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(" ");
}
