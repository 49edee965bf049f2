import type { PartnerContext } from "@/lib/platform/context";
import { assertPermitted } from "@/lib/platform/permissions";
import { permissionsOfScopes, SCOPE_PERMISSIONS, SCOPES, type Scope } from "@/lib/platform/scopes";

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
