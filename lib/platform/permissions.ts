import { Forbidden, NotFound } from "@/lib/platform/errors";

/** Everything that can be allowed or refused within a partner. A member's role or a key's scopes say who may what. */
export const PERMISSIONS = [
  "compatibility:calculate",
  "usage:read",
  "partner:read",
  "partner:write",
  "keys:read",
  "keys:write",
  "team:read",
  "team:write",
  "webhooks:read",
  "webhooks:write",
  "alerts:read",
  "alerts:write",
  "tickets:read",
  "tickets:write",
  "billing:read",
  "billing:write",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** Of the system and of operators, who answer to nobody within a partner. */
export const ALL_PERMISSIONS: ReadonlySet<Permission> = new Set(PERMISSIONS);

/** What this needs of a `PartnerContext`. */
interface Caller {
  readonly actor: { readonly type: string };
  readonly permissions: ReadonlySet<Permission>;
}

/**
 * Every verb that acts within a partner begins with this: the caller must be allowed to do it.
 * Throws Forbidden `insufficient_scope` for keys and tokens, `insufficient_role` for people.
 */
export function assertPermitted(ctx: Caller, permission: Permission): void {
  if (ctx.permissions.has(permission)) return;
  throw ctx.actor.type === "user"
    ? new Forbidden("insufficient_role", "Your role in this team does not allow that: ask an owner or admin.")
    : new Forbidden("insufficient_scope", `This credential may not do that: it lacks ${permission}.`);
}

/** What this needs of an `AdminContext`. */
interface Administrator {
  readonly actor: { readonly type: string; readonly impersonatorId?: string | undefined };
  readonly role?: string | undefined;
}

/**
 * Every verb for admins begins with this: the caller must be one, and themselves rather than through another's eyes.
 * Throws NotFound for anybody else: to them there is no such thing.
 */
export function assertAdmin(ctx: Administrator): void {
  const { type, impersonatorId } = ctx.actor;
  if (type !== "user" || impersonatorId !== undefined || ctx.role !== "admin") throw new NotFound("page");
}
