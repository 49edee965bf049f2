import { type AuditRow, presentAudit } from "@/lib/operations/admin/present-audit";
import type { SearchAudit } from "@/lib/operations/admin/schemas";
import { escapeLike } from "@/lib/operations/admin/search-partners";
import type { AdminContext } from "@/lib/platform/context";
import { decodeCursor, page } from "@/lib/platform/pagination";
import { assertAdmin } from "@/lib/platform/permissions";
import type { Prisma } from "@/lib/platform/prisma/client";

const DAY_MS = 86_400_000;

export interface AuditPage {
  data: AuditRow[];
  nextCursor: string | null;
}

/** The audit log of the whole installation, newest first. Throws Invalid for a cursor that is not ours. For admins. */
export async function searchAudit(ctx: AdminContext, input: SearchAudit): Promise<AuditPage> {
  assertAdmin(ctx);
  const before = decodeCursor(input.cursor);
  const { partner_id, actor, action, impersonated, from, to } = input;
  const conditions: Prisma.AuditEventWhereInput[] = [];
  if (before !== undefined) conditions.push({ id: { lt: before } });
  if (partner_id !== undefined) conditions.push({ partnerId: partner_id });
  if (action !== undefined && action !== "") {
    conditions.push({
      OR: [{ action }, { action: { startsWith: `${escapeLike(action.replace(/\.$/, ""))}.` } }],
    });
  }
  if (impersonated !== undefined) conditions.push({ impersonatorId: { not: null } });
  if (from !== undefined) conditions.push({ at: { gte: new Date(`${from}T00:00:00Z`) } });
  if (to !== undefined) conditions.push({ at: { lt: new Date(Date.parse(`${to}T00:00:00Z`) + DAY_MS) } });
  if (actor !== undefined && actor !== "") conditions.push(await byActor(ctx, actor));
  const rows = await ctx.db.auditEvent.findMany({
    where: { AND: conditions },
    orderBy: { id: "desc" },
    take: input.limit + 1,
  });
  const { data, next_cursor } = page(rows, input.limit);
  return { data: await presentAudit(ctx, data), nextCursor: next_cursor };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Who did it, or through whose eyes it was done. */
async function byActor(ctx: AdminContext, actor: string): Promise<Prisma.AuditEventWhereInput> {
  const text = actor.toLowerCase();
  const user = text.includes("@") ? await ctx.db.user.findUnique({ where: { email: text } }) : null;
  const id = user?.id ?? text;
  return {
    OR: [
      { actorId: { in: user === null ? [actor, text] : [id] } },
      ...(UUID.test(id) ? [{ impersonatorId: id }] : []),
    ],
  };
}
