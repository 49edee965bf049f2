import type { SearchUsers } from "@/lib/operations/admin/schemas";
import { escapeLike } from "@/lib/operations/admin/search-partners";
import { recordAccesses } from "@/lib/platform/access-log";
import type { AdminContext } from "@/lib/platform/context";
import { isId } from "@/lib/platform/ids";
import { decodeCursor, page } from "@/lib/platform/pagination";
import { assertAdmin } from "@/lib/platform/permissions";
import type { Prisma, UserRole } from "@/lib/platform/prisma/client";

export interface UserRow {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  role: UserRole;
  twoFactor: boolean;
  suspendedAt: Date | null;
  createdAt: Date;
  /** Browsers that are signed in. */
  sessions: number;
  lastSeenAt: Date | null;
  partners: { id: string; companyName: string; role: string }[];
}

/** People by name, e-mail address or id, newest first. Throws Invalid for a cursor that is not ours. For admins. */
export async function searchUsers(
  ctx: AdminContext,
  input: SearchUsers,
): Promise<{ data: UserRow[]; nextCursor: string | null }> {
  assertAdmin(ctx);
  const before = decodeCursor(input.cursor);
  const now = ctx.clock.now();
  const conditions: Prisma.UserWhereInput[] = [];
  if (before !== undefined) conditions.push({ id: { lt: before } });
  if (input.role !== undefined) conditions.push({ role: input.role });
  if (input.suspended !== undefined) {
    conditions.push({ suspendedAt: input.suspended === "yes" ? { not: null } : null });
  }
  if (input.q !== undefined && input.q !== "") conditions.push(matchingText(input.q));
  const rows = await ctx.db.user.findMany({
    where: { AND: conditions },
    orderBy: { id: "desc" },
    take: input.limit + 1,
    include: {
      sessions: {
        where: { revokedAt: null, expiresAt: { gt: now } },
        select: { lastSeenAt: true },
      },
      memberships: { include: { partner: { select: { companyName: true } } }, orderBy: { createdAt: "asc" } },
    },
  });
  const { data, next_cursor } = page(rows, input.limit);
  await recordAccesses(ctx, ctx.db, {
    reader: "admin.users",
    purpose: null,
    why: "One of our admins saw your name, email address and companies in a list of accounts.",
    people: data.filter(({ id }) => id !== ctx.userId).map(({ id }) => ({ userId: id })),
    period: "day",
  });
  return {
    data: data.map((row) => ({
      id: row.id,
      name: row.name,
      email: row.email,
      emailVerified: row.emailVerifiedAt !== null,
      role: row.role,
      twoFactor: row.totpEnabledAt !== null,
      suspendedAt: row.suspendedAt,
      createdAt: row.createdAt,
      sessions: row.sessions.length,
      lastSeenAt: row.sessions.reduce<Date | null>(
        (latest, { lastSeenAt }) => (latest === null || lastSeenAt > latest ? lastSeenAt : latest),
        null,
      ),
      partners: row.memberships.map(({ partnerId, partner, role }) => ({
        id: partnerId,
        companyName: partner.companyName,
        role,
      })),
    })),
    nextCursor: next_cursor,
  };
}

function matchingText(q: string): Prisma.UserWhereInput {
  if (isId(q)) return { id: q };
  const contains = escapeLike(q);
  return {
    OR: [{ name: { contains, mode: "insensitive" } }, { email: { contains, mode: "insensitive" } }],
  };
}
