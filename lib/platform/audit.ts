import type { Context } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { type SecurityEventKind, writeSecurityEvent } from "@/lib/platform/security-events";

export interface AuditEntry {
  partnerId: string | null;
  /** `<noun>.<verb in the past>`: `api_key.rotated`. */
  action: string;
  targetType: string;
  targetId: string;
  /** What changed. Never a secret. */
  details?: Record<string, string | number | boolean | null | readonly string[]>;
}

/** The changes that also are security events. */
const SECURITY_KINDS: Readonly<Record<string, SecurityEventKind>> = {
  "access_token.created": "credential.created",
  "api_key.created": "credential.created",
  "api_key.rotated": "credential.created",
  "signing_key.created": "credential.created",
  "webhook_endpoint.created": "credential.created",
  "webhook_endpoint.secret_rotated": "credential.created",
  "email.changed": "account.changed",
  "identity.connected": "account.changed",
  "identity.disconnected": "account.changed",
  "password.changed": "account.changed",
  "recovery_codes.renewed": "account.changed",
  "totp.disabled": "account.changed",
  "totp.enabled": "account.changed",
  "password.reset": "account.recovered",
  "recovery_code.used": "account.recovered",
  "impersonation.started": "admin.impersonated",
  "user.role_changed": "admin.role_changed",
};

/** Writes who did what, in the transaction that does it: no change without its row, no row without its change. */
export async function audit(ctx: Context, tx: Transaction, entry: AuditEntry): Promise<void> {
  const at = ctx.clock.now();
  await tx.auditEvent.create({
    data: {
      id: newId(at),
      at,
      actorType: ctx.actor.type,
      actorId: "id" in ctx.actor ? ctx.actor.id : null,
      impersonatorId: ctx.actor.type === "user" ? (ctx.actor.impersonatorId ?? null) : null,
      partnerId: entry.partnerId,
      action: entry.action,
      targetType: entry.targetType,
      targetId: entry.targetId,
      details: entry.details ?? {},
      requestId: ctx.requestId,
      ip: ctx.ip ?? null,
    },
  });
  const kind = SECURITY_KINDS[entry.action];
  if (kind === undefined) return;
  await writeSecurityEvent(ctx, tx, {
    kind,
    code: entry.action,
    partnerId: entry.partnerId,
    userId: userOf(ctx, entry),
  });
}

/** Whose account a change concerns: the person it was made to, else the one who made it. */
function userOf({ actor }: Context, { targetType, targetId }: AuditEntry): string | null {
  if (targetType === "user") return targetId;
  if (actor.type === "user") return actor.id;
  return actor.type === "personal_access_token" ? actor.userId : null;
}
