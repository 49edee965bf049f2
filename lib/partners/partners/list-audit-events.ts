import { AUDIT_KINDS, type AuditKind } from "@/lib/catalog/audit-actions";
import type { AuditEvent, AuditQuery } from "@/lib/partners/partners/schemas";
import { shownDetails } from "@/lib/partners/partners/shown-details";
import { brandOf } from "@/lib/platform/brand";
import type { PartnerContext } from "@/lib/platform/context";
import { idTime } from "@/lib/platform/ids";
import { decodeCursor, page } from "@/lib/platform/pagination";
import { assertPermitted } from "@/lib/platform/permissions";
import type { AuditEvent as AuditEventRow } from "@/lib/platform/prisma/client";

/**
 * Who did what within the caller's own partner, newest first: of one kind of thing, or one thing, where asked.
 * Throws Invalid for a cursor that is none.
 */
export async function listAuditEvents(ctx: PartnerContext, input: AuditQuery) {
  assertPermitted(ctx, "partner:read");
  const before = decodeCursor(input.cursor);
  const rows = await ctx.db.auditEvent.findMany({
    where: {
      partnerId: ctx.partnerId,
      ...(input.kind === undefined ? {} : { targetType: input.kind }),
      ...(input.target_id === undefined ? {} : { targetId: input.target_id }),
      // Ids carry their time: the index on it finds the page.
      ...(before === undefined ? {} : { at: { lte: idTime(before) }, id: { lt: before } }),
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: input.limit + 1,
  });
  const names = await namesOf(ctx, rows);
  return page(
    rows.map((row) => present(row, names)),
    input.limit,
  );
}

const KINDS = Object.keys(AUDIT_KINDS) as AuditKind[];

interface Names {
  known: ReadonlyMap<string, string>;
  /** Admins of the installation who are no members here. */
  staff: ReadonlySet<string>;
}

/** What to call those who acted and what they acted on, in four look-ups at most. */
async function namesOf({ db, partnerId }: PartnerContext, rows: readonly AuditEventRow[]): Promise<Names> {
  const actors = (type: string) =>
    rows.flatMap((row) => (row.actorType === type && row.actorId ? [row.actorId] : []));
  const targets = (type: string) => rows.flatMap((row) => (row.targetType === type ? [row.targetId] : []));
  const userIds = [...new Set([...actors("user"), ...targets("member")])];
  const keyIds = [...new Set([...actors("api_key"), ...targets("api_key")])];
  const signingIds = [...new Set(targets("signing_key"))];
  const tokenIds = [...new Set(actors("personal_access_token"))];
  const [users, keys, signingKeys, tokens] = await Promise.all([
    userIds.length === 0
      ? []
      : db.user.findMany({
          where: { id: { in: userIds } },
          select: {
            id: true,
            name: true,
            role: true,
            memberships: { where: { partnerId }, select: { id: true } },
          },
        }),
    keyIds.length === 0
      ? []
      : db.apiKey.findMany({
          where: { partnerId, id: { in: keyIds } },
          select: { id: true, name: true, prefix: true },
        }),
    signingIds.length === 0
      ? []
      : db.signingKey.findMany({
          where: { partnerId, id: { in: signingIds } },
          select: { id: true, name: true },
        }),
    tokenIds.length === 0
      ? []
      : db.personalAccessToken.findMany({
          where: { partnerId, id: { in: tokenIds } },
          select: { id: true, name: true, user: { select: { name: true } } },
        }),
  ]);
  const staff = users.filter(({ role, memberships }) => role === "admin" && memberships.length === 0);
  const known = new Map([
    ...users.map(({ id, name }) => [id, name] as const),
    ...keys.map(({ id, name, prefix }) => [id, `${name} (${prefix}…)`] as const),
    ...signingKeys.map(({ id, name }) => [id, name] as const),
    ...tokens.map(({ id, name, user }) => [id, `${user.name}, by token ${name}`] as const),
    ...staff.map(({ id }) => [id, `${brandOf(null).name} staff`] as const),
  ]);
  return { known, staff: new Set(staff.map(({ id }) => id)) };
}

function present(row: AuditEventRow, names: Names): AuditEvent {
  // Staff are nobody's colleagues: neither who they are nor where they sat is told.
  const byStaff = row.impersonatorId !== null || names.staff.has(row.actorId ?? "");
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor: actorOf(row, names),
    action: row.action,
    kind: KINDS.find((kind) => kind === row.targetType) ?? null,
    target_id: row.targetId,
    target_name: names.known.get(row.targetId) ?? null,
    details: shownDetails(row.action, row.details),
    ip: byStaff ? null : row.ip,
    request_id: row.requestId,
  };
}

function actorOf({ actorType, actorId, impersonatorId }: AuditEventRow, names: Names): AuditEvent["actor"] {
  const known = actorId === null ? undefined : names.known.get(actorId);
  switch (actorType) {
    case "user":
      if (impersonatorId === null && names.staff.has(actorId ?? "")) {
        return { type: "soulmate", name: `${brandOf(null).name} staff` };
      }
      return {
        type: "person",
        name:
          impersonatorId === null
            ? (known ?? "A person since removed")
            : `${brandOf(null).name} staff, as ${known ?? "a member"}`,
      };
    case "personal_access_token":
      return { type: "person", name: known ?? "A personal access token" };
    case "api_key":
      return { type: "key", name: known ?? "An API key" };
    case "anonymous":
      return { type: "nobody", name: "Not signed in" };
    default:
      return { type: "soulmate", name: brandOf(null).name };
  }
}
