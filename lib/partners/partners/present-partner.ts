import { effectiveTier } from "@/lib/plans/effective-tier";
import { limitsOf } from "@/lib/partners/api-keys/credential";
import { type ApiKey, type Partner, SCOPES, type SigningKey } from "@/lib/partners/partners/schemas";
import type { NewEvent } from "@/lib/platform/events";
import type {
  ApiKey as ApiKeyRow,
  Partner as PartnerRow,
  SigningKey as SigningKeyRow,
} from "@/lib/platform/prisma/client";

export function presentPartner(row: PartnerRow): Partner {
  const limits = limitsOf(row, "live");
  return {
    id: row.id,
    company_name: row.companyName,
    email: row.email,
    email_verified: row.emailVerifiedAt !== null,
    use_case: row.useCase,
    tier: row.tier,
    effective_tier: effectiveTier(row),
    subscription_status: row.subscriptionStatus,
    limits: { per_minute: limits.perMinute, per_day: limits.perDay, pairs_per_batch: limits.batchPairs },
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

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
