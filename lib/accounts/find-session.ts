import type { Context } from "@/lib/platform/context";
import type { UserRole, User as UserRow } from "@/lib/platform/prisma/client";

/** How stale "last seen" may be: a write a minute and browser, not one a request. */
const SEEN_EVERY_MS = 60_000;

/** Who a browser is signed in as. */
export interface SignedInPerson {
  sessionId: string;
  /** Whom to show and act for: the impersonated person while an admin looks through their eyes. */
  user: Person;
  impersonation: { adminId: string; adminName: string; endsAt: Date } | null;
}

export interface Person {
  id: string;
  email: string;
  name: string;
  role: UserRole;
  emailVerified: boolean;
  totpEnabled: boolean;
}

/**
 * The session of this id and whose it is, looked up anew for every request, so that a revoked one is refused at once.
 * Null where it is unknown, revoked or over, or the person is suspended.
 */
export async function findSession(
  ctx: Context,
  { session_id }: { session_id: string },
): Promise<SignedInPerson | null> {
  const now = ctx.clock.now();
  const session = await ctx.db.session.findUnique({ where: { id: session_id }, include: { user: true } });
  if (session === null || session.revokedAt !== null || session.expiresAt <= now) return null;
  if (session.user.suspendedAt !== null) return null;
  if (now.getTime() - session.lastSeenAt.getTime() > SEEN_EVERY_MS) {
    await ctx.db.session.updateMany({
      where: { id: session.id, lastSeenAt: { lt: now } },
      data: { lastSeenAt: now },
    });
  }
  const self = { sessionId: session.id, user: personOf(session.user), impersonation: null };
  const { impersonatedUserId, impersonationEndsAt: endsAt } = session;
  if (impersonatedUserId === null || endsAt === null || endsAt <= now || session.user.role !== "admin")
    return self;
  const impersonated = await ctx.db.user.findUnique({ where: { id: impersonatedUserId } });
  if (impersonated === null || impersonated.role === "admin") return self;
  return {
    sessionId: session.id,
    user: personOf(impersonated),
    impersonation: { adminId: session.userId, adminName: session.user.name, endsAt },
  };
}

function personOf(row: UserRow): Person {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    emailVerified: row.emailVerifiedAt !== null,
    totpEnabled: row.totpEnabledAt !== null,
  };
}
