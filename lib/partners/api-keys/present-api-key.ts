import type { ApiKey, SigningKey } from "@/lib/partners/api-keys/schemas";
import type { NewEvent } from "@/lib/platform/events";
import type { ApiKey as ApiKeyRow, SigningKey as SigningKeyRow } from "@/lib/platform/prisma/client";
import { SCOPES } from "@/lib/platform/scopes";

export function presentApiKey(row: ApiKeyRow, now: Date): ApiKey {
  const expired = row.expiresAt !== null && row.expiresAt <= now;
  return {
    id: row.id,
    name: row.name,
    mode: row.mode,
    prefix: row.prefix,
    scopes: SCOPES.filter((scope) => row.scopes.includes(scope)),
    status: row.revokedAt !== null ? "revoked" : expired ? "expired" : "active",
    ip_allowlist: row.ipAllowlist,
    pinned_model: row.pinnedModel,
    signature_required: row.signatureRequired,
    expires_at: row.expiresAt?.toISOString() ?? null,
    revoked_at: row.revokedAt?.toISOString() ?? null,
    replaced_by: row.replacedById,
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
    last_used_ip: row.lastUsedIp,
    created_at: row.createdAt.toISOString(),
  };
}

/** What webhooks say of a key. */
export function keyEvent(row: ApiKeyRow): NewEvent["data"] {
  return {
    key_id: row.id,
    name: row.name,
    mode: row.mode,
    prefix: row.prefix,
    scopes: row.scopes,
    expires_at: row.expiresAt?.toISOString() ?? null,
  };
}

export function presentSigningKey(row: SigningKeyRow): SigningKey {
  return {
    id: row.id,
    name: row.name,
    algorithm: row.algorithm === "ed25519" ? "ed25519" : "hmac-sha256",
    public_key: row.publicKey === null ? null : Buffer.from(row.publicKey).toString("base64"),
    status: row.revokedAt === null ? "active" : "revoked",
    revoked_at: row.revokedAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
  };
}
