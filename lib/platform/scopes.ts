import { PERMISSIONS, type Permission } from "@/lib/platform/permissions";

/** What a key may do. */
export const SCOPES = [
  "compatibility:calculate",
  "usage:read",
  "billing:read",
  "billing:write",
  "events:read",
  "events:write",
  "insights:read",
  "insights:query",
  "partners:admin",
] as const;
export type Scope = (typeof SCOPES)[number];

export const SCOPE_PERMISSIONS: Record<Scope, readonly Permission[]> = {
  "compatibility:calculate": ["compatibility:calculate"],
  "usage:read": ["usage:read"],
  "billing:read": ["billing:read"],
  "billing:write": ["billing:read", "billing:write"],
  "events:read": ["events:read"],
  "events:write": ["events:read", "events:write"],
  "insights:read": ["insights:read"],
  "insights:query": ["insights:read", "insights:query"],
  // People are let in by people: no key changes the team.
  "partners:admin": PERMISSIONS.filter((permission) => permission !== "team:write"),
};

/** What scopes allow together. */
export function permissionsOfScopes(scopes: Iterable<Scope>): ReadonlySet<Permission> {
  return new Set([...scopes].flatMap((scope) => SCOPE_PERMISSIONS[scope]));
}
