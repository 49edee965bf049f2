import { Forbidden, NotFound } from "@/lib/platform/errors";

/** Everything that can be allowed or refused within a partner. A member's role or a key's scopes say who may what. */
export const PERMISSIONS = [
  "compatibility:calculate",
  "usage:read",
  "events:read",
  "events:write",
  "insights:read",
  "insights:query",
  "insights:write",
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
  readonly actor: { readonly type: string; readonly impersonatorId?: string | undefined };
  readonly permissions: ReadonlySet<Permission>;
}

/** What an admin may who looks through a member's eyes. */
export function onlyReads(permissions: ReadonlySet<Permission>): Set<Permission> {
  return new Set([...permissions].filter((permission) => permission.endsWith(":read")));
}

/** Whoever looks through another's eyes changes nothing. Throws Forbidden `impersonation_read_only`. */
export function refuseImpersonation(ctx: Pick<Caller, "actor">): void {
  if (ctx.actor.impersonatorId === undefined) return;
  throw new Forbidden(
    "impersonation_read_only",
    "You are viewing this account as somebody else. Nothing can be changed until you stop.",
  );
}

/**
 * Every verb that acts within a partner begins with this: the caller must be allowed to do it. Throws Forbidden
 * `insufficient_scope` for keys and tokens, `insufficient_role` for people, `impersonation_read_only` for admins who
 * look through a member's eyes and want more than to read.
 */
export function assertPermitted(ctx: Caller, permission: Permission): void {
  if (!permission.endsWith(":read")) refuseImpersonation(ctx);
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

/** For how long an admin's code is good. */
const CONFIRMED_MS = 10 * 60_000;

/**
 * What matters most asks whether the admin has proved in the last ten minutes that it is still them (`confirmAdmin`).
 * Throws Forbidden `confirm_yourself`.
 */
export function assertConfirmed(ctx: {
  readonly clock: { now(): Date };
  readonly confirmedAt?: Date | null | undefined;
}): void {
  const at = ctx.confirmedAt?.getTime();
  if (at !== undefined && ctx.clock.now().getTime() - at < CONFIRMED_MS) return;
  throw new Forbidden(
    "confirm_yourself",
    "Enter a code from your authenticator app to confirm that it is you.",
  );
}

/** What was paid for is no test data: test keys know nothing of it. Throws Forbidden `live_key_required`. */
export function assertLive(ctx: { readonly mode: "live" | "test" }): void {
  if (ctx.mode === "live") return;
  throw new Forbidden("live_key_required", "Test keys see test data only: use a live key.");
}
