import { allowlistWithin } from "@/lib/partners/api-keys/ip-allowlist";
import type { Mode } from "@/lib/platform/context";
import type { Permission } from "@/lib/platform/permissions";
import type { Scope } from "@/lib/platform/scopes";
import { permissionsOfScopes } from "@/lib/platform/scopes";

/** All that decides what a key allows, and what a call with it must prove. */
export interface KeyTerms {
  readonly mode: Mode;
  readonly scopes: readonly Scope[];
  readonly signatureRequired: boolean;
  readonly ipAllowlist: readonly string[];
  readonly expiresAt: Date | null;
}

/** Who asks for a change to a key. */
export type KeyManager =
  /** Operators and the system, who answer to nobody within a partner. */
  | { readonly kind: "system" }
  /** A member, by their session or by a token of theirs: what their role allows, and the token's scopes. */
  | { readonly kind: "person"; readonly permissions: ReadonlySet<Permission> }
  | { readonly kind: "key"; readonly permissions: ReadonlySet<Permission>; readonly terms: KeyTerms };

export type KeyChange =
  | { readonly kind: "create"; readonly after: KeyTerms }
  /** `self`: the key that asks is the one that is rotated. The successor has the same terms. */
  | { readonly kind: "rotate"; readonly before: KeyTerms; readonly self: boolean }
  /** `rotated`: another key has taken this one's place. */
  | {
      readonly kind: "update";
      readonly before: KeyTerms;
      readonly after: KeyTerms;
      readonly rotated: boolean;
    }
  | { readonly kind: "revoke" };

/**
 * Why a change is refused: `rotated`, a replaced key only tightens; `scope`, the key allows more than its manager;
 * `role`, the protection of a live key is for owners and admins to take away; `mode`, a test key leaves live keys alone;
 * `looser`, the outcome would be held less tightly than the key that asks; `assurance`, the key is held more tightly
 * than the one that asks; `loosens`, a key never takes protection away.
 */
export type KeyRefusal = "rotated" | "scope" | "role" | "mode" | "looser" | "assurance" | "loosens";

/**
 * The one rule of what a credential may do to a key, null where it may: nothing creates, rotates, widens or loosens a
 * key of a higher mode, scope or assurance than its own, and nobody comes by a call that they could not make themselves.
 * Assurance is what a call must prove (a signature, an address on the list) and until when. Test keys are below live
 * ones altogether. Tightening takes away and gives nothing, so every member who manages keys may do it; and whoever
 * manages keys at all may revoke any.
 * That the caller may manage keys at all (`keys:write`) is asked for before this.
 */
export function refusalOf(manager: KeyManager, change: KeyChange): KeyRefusal | null {
  if (change.kind === "revoke") return null;
  if (change.kind === "update" && change.rotated && (loosens(change) || widens(change))) return "rotated";
  if (manager.kind === "system") return null;
  if (manager.kind === "person" && change.kind === "update" && !loosens(change) && !widens(change))
    return null;
  for (const terms of termsOf(change)) {
    for (const permission of permissionsOfScopes(terms.scopes)) {
      if (!manager.permissions.has(permission)) return "scope";
    }
  }
  if (manager.kind === "person") {
    const unprotects = change.kind === "update" && change.before.mode === "live" && loosens(change);
    return unprotects && !manager.permissions.has("partner:write") ? "role" : null;
  }
  return refusalOfKey(manager.terms, change);
}

/**
 * Whoever makes a signing key can sign any call of the partner's. So test keys make none, and once a live key takes
 * signed calls only (`signaturesCount`), a key must itself be held to signatures to make one.
 */
export function signingKeyRefusal(manager: KeyManager, signaturesCount: boolean): KeyRefusal | null {
  if (manager.kind !== "key") return null;
  if (manager.terms.mode === "test") return "mode";
  return signaturesCount && !manager.terms.signatureRequired ? "assurance" : null;
}

/**
 * Whose address the partner's is decides who may claim it and so who makes live keys. A test key corrects one that
 * nobody has proved yet, and no other. Until a partner has members, its proved address is the only owner it has, so no
 * key at all moves that: whoever found one could verify an address of their own and claim the partner.
 */
export function addressRefusal(
  manager: KeyManager,
  { isVerified, hasMembers }: { isVerified: boolean; hasMembers: boolean },
): "mode" | "unclaimed" | null {
  if (manager.kind !== "key" || !isVerified) return null;
  if (manager.terms.mode === "test") return "mode";
  return hasMembers ? null : "unclaimed";
}

function refusalOfKey(own: KeyTerms, change: Exclude<KeyChange, { kind: "revoke" }>): KeyRefusal | null {
  const [target] = termsOf(change);
  if (own.mode !== target.mode) return own.mode === "test" ? "mode" : null;
  if (change.kind === "create") return isAsTight(change.after, own) ? null : "looser";
  if (change.kind === "update" && loosens(change)) return "loosens";
  if (change.kind === "rotate" ? change.self : !widens(change)) return null;
  const { before } = change;
  const proves = (!before.signatureRequired || own.signatureRequired) && isWithin(own, before);
  if (!proves) return "assurance";
  return isAsTight(before, own) ? null : "looser";
}

function termsOf(change: Exclude<KeyChange, { kind: "revoke" }>): [KeyTerms, ...KeyTerms[]] {
  if (change.kind === "create") return [change.after];
  return change.kind === "rotate" ? [change.before] : [change.before, change.after];
}

/** Whether a change takes protection away: a signature, an address list, an end. */
function loosens({ before, after }: { before: KeyTerms; after: KeyTerms }): boolean {
  return !isAsTight(after, before);
}

function widens({ before, after }: { before: KeyTerms; after: KeyTerms }): boolean {
  return after.scopes.some((scope) => !before.scopes.includes(scope));
}

/** Whether one key's calls must prove all that the other's must, and end no later. */
function isAsTight(one: KeyTerms, other: KeyTerms): boolean {
  return (
    (one.signatureRequired || !other.signatureRequired) &&
    isWithin(one, other) &&
    (one.expiresAt ?? NEVER) <= (other.expiresAt ?? NEVER)
  );
}

const NEVER = new Date(8_640_000_000_000_000);

function isWithin(one: KeyTerms, other: KeyTerms): boolean {
  return allowlistWithin(one.ipAllowlist, other.ipAllowlist);
}
