import type { Context } from "@/lib/platform/context";
import type { AuditEvent } from "@/lib/platform/prisma/client";

export interface AuditRow {
  id: string;
  at: Date;
  actorType: string;
  actorId: string | null;
  /** The actor for people: a name, a key's name, or the id. */
  actorLabel: string;
  /** The admin who looked through the actor's eyes. */
  impersonator: { id: string; name: string } | null;
  partner: { id: string; companyName: string } | null;
  action: string;
  targetType: string;
  targetId: string;
  details: Record<string, unknown>;
  requestId: string | null;
  ip: string | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Audit rows with the names of who and what they are about. */
export async function presentAudit(ctx: Context, rows: readonly AuditEvent[]): Promise<AuditRow[]> {
  const ids = new Set(
    rows
      .flatMap((row) => [row.actorId, row.impersonatorId])
      .filter((id): id is string => id !== null && UUID.test(id)),
  );
  const partnerIds = new Set(rows.flatMap((row) => (row.partnerId === null ? [] : [row.partnerId])));
  const [users, keys, tokens, partners] = await Promise.all([
    ctx.db.user.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true, email: true } }),
    ctx.db.apiKey.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true, name: true, prefix: true },
    }),
    ctx.db.personalAccessToken.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true, name: true, user: { select: { name: true } } },
    }),
    ctx.db.partner.findMany({
      where: { id: { in: [...partnerIds] } },
      select: { id: true, companyName: true },
    }),
  ]);
  const labels = new Map<string, string>([
    ...users.map(({ id, name, email }): [string, string] => [id, name === "" ? email : name]),
    ...keys.map(({ id, name, prefix }): [string, string] => [id, `${name} (${prefix}…)`]),
    ...tokens.map(({ id, name, user }): [string, string] => [id, `${name} of ${user.name}`]),
  ]);
  const companies = new Map(partners.map(({ id, companyName }) => [id, companyName]));
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    actorType: row.actorType,
    actorId: row.actorId,
    actorLabel: row.actorId === null ? row.actorType : (labels.get(row.actorId) ?? row.actorId),
    impersonator:
      row.impersonatorId === null
        ? null
        : { id: row.impersonatorId, name: labels.get(row.impersonatorId) ?? row.impersonatorId },
    partner:
      row.partnerId === null
        ? null
        : { id: row.partnerId, companyName: companies.get(row.partnerId) ?? row.partnerId },
    action: row.action,
    targetType: row.targetType,
    targetId: row.targetId,
    details: (row.details ?? {}) as Record<string, unknown>,
    requestId: row.requestId,
    ip: row.ip,
  }));
}
