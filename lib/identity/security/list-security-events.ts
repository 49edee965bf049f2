import type { SearchSecurityEvents, SecurityEventsQuery } from "@/lib/identity/security/schemas";
import type { AdminContext, Context, PartnerContext, UserContext } from "@/lib/platform/context";
import { decodeCursor, page } from "@/lib/platform/pagination";
import { assertAdmin, assertPermitted, refuseImpersonation } from "@/lib/platform/permissions";
import type { SecurityEvent as EventRow, Prisma } from "@/lib/platform/prisma/client";
import { SECURITY_EVENT_KINDS, type SecurityEventKind } from "@/lib/platform/security-events";

/** One row: how often something happened within an hour, from one network. */
export interface SecurityEventShown {
  id: string;
  kind: SecurityEventKind;
  code: string;
  /** A shortened address, "various", or "" where it is not known or not told. */
  network: string;
  count: number;
  firstAt: Date;
  lastAt: Date;
}

export interface SecurityEventsPage<T extends SecurityEventShown = SecurityEventShown> {
  data: T[];
  nextCursor: string | null;
}

export interface SecurityEventForAdmin extends SecurityEventShown {
  user: { id: string; name: string; email: string } | null;
  partner: { id: string; companyName: string } | null;
}

/** What concerns the person's own account, newest first. Throws Forbidden, Invalid for a cursor that is none. */
export async function listOwnSecurityEvents(
  ctx: UserContext,
  query: SecurityEventsQuery,
): Promise<SecurityEventsPage> {
  refuseImpersonation(ctx);
  return listWhere(ctx, { userId: ctx.userId }, query);
}

/** What concerns the caller's own partner, newest first. Throws Forbidden, Invalid for a cursor that is none. */
export async function listPartnerSecurityEvents(
  ctx: PartnerContext,
  query: SecurityEventsQuery,
): Promise<SecurityEventsPage> {
  assertPermitted(ctx, "partner:read");
  return listWhere(ctx, { partnerId: ctx.partnerId }, query);
}

async function listWhere(
  ctx: Context,
  owner: Prisma.SecurityEventWhereInput,
  query: SecurityEventsQuery,
): Promise<SecurityEventsPage> {
  const before = decodeCursor(query.cursor);
  const rows = await ctx.db.securityEvent.findMany({
    where: {
      ...owner,
      kind: query.kind ?? { in: [...SECURITY_EVENT_KINDS] },
      ...(before === undefined ? {} : { id: { lt: before } }),
    },
    orderBy: { id: "desc" },
    take: query.limit + 1,
  });
  const { data, next_cursor } = page(rows, query.limit);
  // Where staff sat is nobody's business but ours.
  const told = data.map((row) => (row.kind.startsWith("admin.") ? { ...row, network: "" } : row));
  return { data: told.map(present), nextCursor: next_cursor };
}

const DAY_MS = 86_400_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The security events of the whole installation, newest first. Throws Invalid for a cursor that is none. For admins. */
export async function searchSecurityEvents(
  ctx: AdminContext,
  input: SearchSecurityEvents,
): Promise<SecurityEventsPage<SecurityEventForAdmin>> {
  assertAdmin(ctx);
  const before = decodeCursor(input.cursor);
  const { kind, subject, network, from, to } = input;
  const conditions: Prisma.SecurityEventWhereInput[] = [];
  if (before !== undefined) conditions.push({ id: { lt: before } });
  if (kind !== undefined) conditions.push({ kind });
  if (network !== undefined) conditions.push({ network: network.toLowerCase() });
  if (from !== undefined) conditions.push({ lastAt: { gte: new Date(`${from}T00:00:00Z`) } });
  if (to !== undefined)
    conditions.push({ firstAt: { lt: new Date(Date.parse(`${to}T00:00:00Z`) + DAY_MS) } });
  if (subject !== undefined && subject !== "") conditions.push(await bySubject(ctx, subject.toLowerCase()));
  const rows = await ctx.db.securityEvent.findMany({
    where: { AND: conditions },
    orderBy: { id: "desc" },
    take: input.limit + 1,
  });
  const { data, next_cursor } = page(rows, input.limit);
  return { data: await withNames(ctx, data), nextCursor: next_cursor };
}

async function bySubject(ctx: AdminContext, subject: string): Promise<Prisma.SecurityEventWhereInput> {
  if (UUID.test(subject)) return { OR: [{ userId: subject }, { partnerId: subject }] };
  const user = await ctx.db.user.findUnique({ where: { email: subject }, select: { id: true } });
  // Nobody has this address: no row is about nobody.
  return user === null ? { id: { in: [] } } : { userId: user.id };
}

async function withNames(ctx: Context, rows: readonly EventRow[]): Promise<SecurityEventForAdmin[]> {
  const userIds = [...new Set(rows.flatMap(({ userId }) => userId ?? []))];
  const partnerIds = [...new Set(rows.flatMap(({ partnerId }) => partnerId ?? []))];
  const [users, partners] = await Promise.all([
    ctx.db.user.findMany({
      where: { id: { in: userIds } },
      select: { id: true, name: true, email: true },
    }),
    ctx.db.partner.findMany({ where: { id: { in: partnerIds } }, select: { id: true, companyName: true } }),
  ]);
  return rows.map((row) => ({
    ...present(row),
    user: users.find(({ id }) => id === row.userId) ?? null,
    partner: partners.find(({ id }) => id === row.partnerId) ?? null,
  }));
}

function present(row: EventRow): SecurityEventShown {
  const { id, code, network, count, firstAt, lastAt } = row;
  return { id, kind: kindOf(row.kind), code, network, count, firstAt, lastAt };
}

/** A kind of an earlier release that is no more reads as the nearest one. */
function kindOf(kind: string): SecurityEventKind {
  return SECURITY_EVENT_KINDS.find((known) => known === kind) ?? "permission.refused";
}
