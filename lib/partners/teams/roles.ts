import { type MemberRole, SCOPES, type Scope } from "@/lib/partners/partners/schemas";
import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted, PERMISSIONS, type Permission } from "@/lib/platform/permissions";

const READING = PERMISSIONS.filter((permission) => permission.endsWith(":read"));
/** Owners and admins differ in whom they may manage: only an owner makes, changes or removes an owner. */
const ROLE_PERMISSIONS: Record<MemberRole, ReadonlySet<Permission>> = {
  owner: new Set(PERMISSIONS),
  admin: new Set(PERMISSIONS),
  developer: new Set<Permission>([
    ...READING,
    "compatibility:calculate",
    "keys:write",
    "webhooks:write",
    "alerts:write",
    "tickets:write",
  ]),
  viewer: new Set(READING),
};

const SCOPE_PERMISSIONS: Record<Scope, readonly Permission[]> = {
  "compatibility:calculate": ["compatibility:calculate"],
  "usage:read": ["usage:read"],
  "billing:read": ["billing:read"],
  "billing:write": ["billing:read", "billing:write"],
  // People are let in by people: no key changes the team.
  "partners:admin": PERMISSIONS.filter((permission) => permission !== "team:write"),
};

/** What a role allows. */
export function permissionsOfRole(role: MemberRole): ReadonlySet<Permission> {
  return ROLE_PERMISSIONS[role];
}

/**
 * Nobody hands out more than they have: a developer who could make a key with `partners:admin` would be an admin.
 * Throws Forbidden `insufficient_role` for people, `insufficient_scope` for keys and tokens.
 */
export function assertMayGrant(ctx: PartnerContext, scopes: Iterable<Scope>): void {
  for (const permission of permissionsOfScopes(scopes)) assertPermitted(ctx, permission);
}

/** The scopes that the caller may give to a key. */
export function grantableScopes({ permissions }: Pick<PartnerContext, "permissions">): Scope[] {
  return SCOPES.filter((scope) =>
    SCOPE_PERMISSIONS[scope].every((permission) => permissions.has(permission)),
  );
}

/** What scopes allow together. */
export function permissionsOfScopes(scopes: Iterable<Scope>): ReadonlySet<Permission> {
  return new Set([...scopes].flatMap((scope) => SCOPE_PERMISSIONS[scope]));
}
