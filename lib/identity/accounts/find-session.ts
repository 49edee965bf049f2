import type { Context } from "@/lib/platform/context";
import type { UserRole, User as UserRow } from "@/lib/platform/prisma/client";

/** How stale "last seen" may be: a write a minute and browser, not one a request. */
const SEEN_EVERY_MS = 60_000;
/** Admins are signed out after so long, whatever they do, and when they have done nothing for half an hour. */
const ADMIN_LONGEST_MS = 8 * 3_600_000;
const ADMIN_IDLE_MS = 30 * 60_000;

/** Who a browser is signed in as. */
export interface SignedInPerson {
  sessionId: string;
  /** Whom to show and act for: the impersonated person while an admin looks through their eyes. */
  user: Person;
  impersonation: { adminId: string; adminName: string; partnerId: string; endsAt: Date } | null;
  /** When the person last proved themselves by a second factor in this browser. */
  confirmedAt: Date | null;
}

export interface Person {
  id: string;
  email: string;
  name: string;
  role: UserRole;
  emailVerified: boolean;
  totpEnabled: boolean;
  hasPassword: boolean;
}

/**
 * The session of this id and whose it is, looked up anew for every request, so that a revoked one is refused at once.
 * Null where it is unknown, revoked or over, or the person is suspended.
 */
export async function findSession(
  ctx: Context,
  { session_id }: { session_id: string },
): Promise<SignedInPerson | null> {
  const found = await findAnySession(ctx, session_id);
  return found === null || found.suspended ? null : found.person;
}

/**
 * The same for the privacy centre, which suspended people keep: what is held about them, and deleting it, is theirs.
 * Nothing else may ask this.
 */
export async function findPrivacySession(
  ctx: Context,
  { session_id }: { session_id: string },
): Promise<{ person: SignedInPerson; suspended: boolean } | null> {
  return findAnySession(ctx, session_id);
}

async function findAnySession(
  ctx: Context,
  sessionId: string,
): Promise<{ person: SignedInPerson; suspended: boolean } | null> {
  const now = ctx.clock.now();
  const session = await ctx.db.session.findUnique({ where: { id: sessionId }, include: { user: true } });
  if (session === null || session.revokedAt !== null || session.expiresAt <= now) return null;
  const suspended = session.user.suspendedAt !== null;
  if (session.user.role === "admin" && isOverForAdmins(session, now)) return null;
  if (now.getTime() - session.lastSeenAt.getTime() > SEEN_EVERY_MS) {
    await ctx.db.session.updateMany({
      where: { id: session.id, lastSeenAt: { lt: now } },
      data: { lastSeenAt: now },
    });
  }
  const { confirmedAt, impersonatedUserId, impersonatedPartnerId, impersonationEndsAt: endsAt } = session;
  const self = { sessionId: session.id, user: personOf(session.user), impersonation: null, confirmedAt };
  const asSelf = { person: self, suspended };
  if (impersonatedUserId === null || impersonatedPartnerId === null || endsAt === null) return asSelf;
  if (endsAt <= now || session.user.role !== "admin" || suspended) return asSelf;
  // Bound to one partner: it ends where the person is a member of that no more.
  const member = await ctx.db.partnerMember.findUnique({
    where: { partnerId_userId: { partnerId: impersonatedPartnerId, userId: impersonatedUserId } },
    include: { user: true },
  });
  if (member === null || member.user.role === "admin") return asSelf;
  const person = {
    sessionId: session.id,
    user: personOf(member.user),
    impersonation: {
      adminId: session.userId,
      adminName: session.user.name,
      partnerId: impersonatedPartnerId,
      endsAt,
    },
    confirmedAt: null,
  };
  return { person, suspended };
}

function isOverForAdmins(
  { createdAt, lastSeenAt }: { createdAt: Date; lastSeenAt: Date },
  now: Date,
): boolean {
  return (
    now.getTime() - createdAt.getTime() >= ADMIN_LONGEST_MS ||
    now.getTime() - lastSeenAt.getTime() >= ADMIN_IDLE_MS
  );
}

function personOf(row: UserRow): Person {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    emailVerified: row.emailVerifiedAt !== null,
    totpEnabled: row.totpEnabledAt !== null,
    hasPassword: row.passwordHash !== null,
  };
}
