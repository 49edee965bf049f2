import { compileAllowlist } from "@/lib/partners/api-keys/ip-allowlist";
import type { Limits } from "@/lib/partners/rate-limits/limiter";
import { limitsOf } from "@/lib/plans/limits-of";
import { type LiveAccess, liveAccessOf } from "@/lib/plans/live-access";
import type { Mode } from "@/lib/platform/context";
import type { Permission } from "@/lib/platform/permissions";
import type { ApiKey, Partner } from "@/lib/platform/prisma/client";
import { permissionsOfScopes, SCOPES, type Scope } from "@/lib/platform/scopes";

/** All that a call needs to know of its key and partner: read once, kept for less than a second. */
export interface Credential {
  readonly keyId: string;
  readonly partnerId: string;
  readonly mode: Mode;
  readonly scopes: ReadonlySet<string>;
  /** What those scopes allow. */
  readonly permissions: ReadonlySet<Permission>;
  readonly allows: ((address: string | null) => boolean) | null;
  /** Until when the addresses it is used from are kept; 0 for nearly every key. */
  readonly learnsUntilMs: number;
  readonly pinnedModel: string | null;
  readonly signatureRequired: boolean;
  readonly expiresAtMs: number;
  readonly revoked: boolean;
  readonly suspended: boolean;
  /** What the partner's payments allow; null for test keys, which need none. */
  readonly paid: LiveAccess | null;
  /** Until when live calls are refused, because a hard cap of the partner's own was reached. */
  readonly cappedUntilMs: number;
  readonly limits: Limits;
  readonly batchPairs: number;
  /** `partner:<id>:<mode>`: who limits and idempotency keys belong to. */
  readonly holder: string;
}

export function credentialOf(key: ApiKey & { partner: Partner }): Credential {
  const { perMinute, perDay, batchPairs } = limitsOf(key.partner, key.mode);
  return {
    keyId: key.id,
    partnerId: key.partnerId,
    mode: key.mode,
    scopes: new Set(key.scopes),
    permissions: permissionsOfScopes(SCOPES.filter((scope) => key.scopes.includes(scope))),
    allows: compileAllowlist(key.ipAllowlist),
    learnsUntilMs: key.learnsAddressesUntil?.getTime() ?? 0,
    pinnedModel: key.pinnedModel,
    signatureRequired: key.signatureRequired,
    expiresAtMs: key.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY,
    revoked: key.revokedAt !== null,
    suspended: key.partner.suspendedAt !== null,
    paid: key.mode === "test" ? null : liveAccessOf(key.partner),
    cappedUntilMs:
      (key.mode === "live" ? key.partner.cappedUntil?.getTime() : undefined) ?? Number.NEGATIVE_INFINITY,
    limits: { perMinute, perDay },
    batchPairs,
    holder: `partner:${key.partnerId}:${key.mode}`,
  };
}

/** Whether a credential may do what a scope names. */
export function hasScope(credential: Credential, scope: Scope): boolean {
  return credential.scopes.has(scope);
}
