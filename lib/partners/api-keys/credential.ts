import { effectiveTier, type TieredPartner } from "@/lib/plans/effective-tier";
import { type LiveAccess, liveAccessOf } from "@/lib/plans/live-access";
import { TEST_CALLS_PER_DAY, TIERS } from "@/lib/plans/tiers";
import { compileAllowlist } from "@/lib/partners/api-keys/ip-allowlist";
import { permissionsOfScopes } from "@/lib/partners/teams/roles";
import { SCOPES, type Scope } from "@/lib/partners/partners/schemas";
import type { Mode } from "@/lib/platform/context";
import type { Permission } from "@/lib/platform/permissions";
import type { ApiKey, Partner } from "@/lib/platform/prisma/client";
import type { Limits } from "@/lib/partners/rate-limits/limiter";

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

export type LimitedPartner = TieredPartner & Pick<Partner, "perMinuteLimit" | "perDayLimit">;

/**
 * Live calls have the limits of the tier in force, or the contract's where it says otherwise; test calls the tier's too,
 * and no more a day than anybody needs to try things.
 */
export function limitsOf(partner: LimitedPartner, mode: Mode): Limits & { batchPairs: number } {
  const tier = TIERS[effectiveTier(partner)];
  if (mode === "test") {
    const { perMinute, perDay, batchPairs } = tier;
    return { perMinute, perDay: Math.min(perDay, TEST_CALLS_PER_DAY), batchPairs };
  }
  return {
    perMinute: partner.perMinuteLimit ?? tier.perMinute,
    perDay: partner.perDayLimit ?? tier.perDay,
    batchPairs: tier.batchPairs,
  };
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
