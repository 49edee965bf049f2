import { AUDIT_ACTIONS, type AuditActionName } from "@/lib/catalog/audit-actions";
import type { Context } from "@/lib/platform/context";
import type { Transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { writeSecurityEvent } from "@/lib/platform/security-events";

export interface AuditEntry {
  partnerId: string | null;
  /** `<noun>.<verb in the past>`: `api_key.rotated`. */
  action: AuditActionName;
  targetType: string;
  targetId: string;
  /** What changed. Never a secret. */
  details?: Record<string, string | number | boolean | null | readonly string[]>;
}

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
  const action = AUDIT_ACTIONS[entry.action];
  if (!("security" in action)) return;
  await writeSecurityEvent(ctx, tx, {
    kind: action.security,
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
