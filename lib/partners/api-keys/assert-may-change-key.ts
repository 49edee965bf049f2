import { assertMayGrant } from "@/lib/partners/api-keys/grantable-scopes";
import {
  addressRefusal,
  type KeyChange,
  type KeyManager,
  type KeyRefusal,
  type KeyTerms,
  refusalOf,
  signingKeyRefusal,
} from "@/lib/partners/api-keys/key-powers";
import type { PartnerContext } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import { Conflict, Forbidden, Unauthenticated } from "@/lib/platform/errors";
import { assertPermitted } from "@/lib/platform/permissions";
import type { ApiKey as ApiKeyRow } from "@/lib/platform/prisma/client";
import { permissionsOfScopes, SCOPES } from "@/lib/platform/scopes";

/** What a stored key is held by. */
export function termsOfKey(row: ApiKeyRow): KeyTerms {
  return {
    mode: row.mode,
    scopes: SCOPES.filter((scope) => row.scopes.includes(scope)),
    signatureRequired: row.signatureRequired,
    ipAllowlist: row.ipAllowlist,
    expiresAt: row.expiresAt,
  };
}

/**
 * That the caller may make this change to a key, by the rule of `key-powers`. A key that asks is read again here: the
 * caller of this holds the partner's lock, and it may have been revoked or narrowed while this waited for it.
 * Throws Forbidden `insufficient_role`, `insufficient_scope` or `stronger_credential_needed`, Conflict
 * `already_rotated`, Unauthenticated `revoked_key`.
 */
export async function assertMayChangeKey(
  ctx: PartnerContext,
  tx: Transaction,
  change: KeyChange,
): Promise<void> {
  const refusal = refusalOf(await managerOf(ctx, tx), change);
  if (refusal === null) return;
  if (refusal === "rotated") {
    throw new Conflict(
      "already_rotated",
      "Another key has taken this one's place: what is left of it can be tightened, and not extended or loosened.",
    );
  }
  if (refusal === "scope") {
    if (change.kind !== "revoke" && change.kind !== "create") assertMayGrant(ctx, change.before.scopes);
    if (change.kind === "create" || change.kind === "update") assertMayGrant(ctx, change.after.scopes);
  }
  if (refusal === "role") {
    throw ctx.actor.type === "user"
      ? new Forbidden("insufficient_role", UNPROTECTING)
      : new Forbidden("insufficient_scope", UNPROTECTING);
  }
  throw new Forbidden("stronger_credential_needed", WORDS[refusal]);
}

/**
 * That the caller may make a signing key. The caller of this holds the partner's lock.
 * Throws Forbidden `stronger_credential_needed`, Unauthenticated `revoked_key`.
 */
export async function assertMayMakeSigningKey(ctx: PartnerContext, tx: Transaction): Promise<void> {
  const now = ctx.clock.now();
  const signed = await tx.apiKey.count({
    where: {
      partnerId: ctx.partnerId,
      mode: "live",
      signatureRequired: true,
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
    },
  });
  const refusal = signingKeyRefusal(await managerOf(ctx, tx), signed > 0);
  if (refusal === null) return;
  throw new Forbidden(
    "stronger_credential_needed",
    refusal === "mode"
      ? `A test key makes no signing keys: they sign live calls, too. ${BY_A_PERSON}`
      : `Live keys of yours take signed calls only, and the key that asks does not: it makes no signing keys. ${BY_A_PERSON}`,
  );
}

/**
 * That the caller may give the partner another address. The caller of this holds the partner's lock.
 * Throws Forbidden `stronger_credential_needed`, Unauthenticated `revoked_key`.
 */
export async function assertMayChangeAddress(
  ctx: PartnerContext,
  tx: Transaction,
  { emailVerifiedAt }: { emailVerifiedAt: Date | null },
): Promise<void> {
  const members = await tx.partnerMember.count({ where: { partnerId: ctx.partnerId } });
  const refusal = addressRefusal(await managerOf(ctx, tx), {
    isVerified: emailVerifiedAt !== null,
    hasMembers: members > 0,
  });
  if (refusal === null) return;
  throw new Forbidden(
    "stronger_credential_needed",
    refusal === "mode"
      ? `A test key does not change an address that is verified. ${BY_A_PERSON}`
      : "Nobody has signed in as this partner yet, so its verified address is its only owner. Sign up in the portal with that address, and change it there.",
  );
}

/** Who asks, as the rule sees them. */
async function managerOf(ctx: PartnerContext, tx: Transaction): Promise<KeyManager> {
  const { actor, partnerId, permissions } = ctx;
  if (actor.type === "operator" || actor.type === "system") return { kind: "system" };
  if (actor.type !== "api_key") return { kind: "person", permissions };
  const row = await tx.apiKey.findUnique({ where: { id: actor.id, partnerId } });
  if (row === null || row.revokedAt !== null)
    throw new Unauthenticated("revoked_key", "This API key has been revoked.");
  const terms = termsOfKey(row);
  const now = permissionsOfScopes(terms.scopes);
  // What the call began with may be most of a second old.
  assertPermitted({ actor, permissions: now }, "keys:write");
  return { kind: "key", permissions: now, terms };
}

const UNPROTECTING =
  "Only owners and admins take a live key's protection away: its signature, addresses of its allowlist, or its expiry.";
const BY_A_PERSON = "Do it in the portal, or with an access token of an owner or admin.";

const WORDS: Record<Exclude<KeyRefusal, "rotated" | "role">, string> = {
  scope: "This credential may not do all that the key may.",
  mode: `A test key makes and changes test keys only. Live keys are for a live key with partners:admin, or a person. ${BY_A_PERSON}`,
  looser: `The key would be held less tightly than the one that asks: no key makes one without its own signature, allowlist and expiry. ${BY_A_PERSON}`,
  assurance: `That key is held more tightly than the one that asks, by a signature or an allowlist. ${BY_A_PERSON}`,
  loosens: `No key takes a signature, an allowlist's limits or an expiry away from a key of its mode. ${BY_A_PERSON}`,
};
