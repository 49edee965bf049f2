import type { UserContext } from "@/lib/platform/context";

/** A browser that is signed in. */
export interface ActiveSession {
  id: string;
  /** Whether it is the one that asks. */
  current: boolean;
  method: string;
  ip: string | null;
  userAgent: string | null;
  createdAt: Date;
  lastSeenAt: Date;
}

/** Where the person is signed in, this browser first, then the most recently seen. */
export async function listSessions(ctx: UserContext): Promise<ActiveSession[]> {
  const rows = await ctx.db.session.findMany({
    where: { userId: ctx.userId, revokedAt: null, expiresAt: { gt: ctx.clock.now() } },
    orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
    take: 100,
  });
  return rows
    .map(({ id, method, ip, userAgent, createdAt, lastSeenAt }) => ({
      id,
      current: id === ctx.sessionId,
      method,
      ip,
      userAgent,
      createdAt,
      lastSeenAt,
    }))
    .sort((a, b) => Number(b.current) - Number(a.current));
}
