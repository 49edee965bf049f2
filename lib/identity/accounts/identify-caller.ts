import { findSession, type SignedInPerson } from "@/lib/identity/accounts/find-session";
import { readCookie } from "@/lib/identity/accounts/read-cookie";
import { readSessionToken, sessionCookieName } from "@/lib/identity/accounts/session-cookie";
import { isWellFormedAccessToken } from "@/lib/partners/api-keys/key-format";
import type { Limits } from "@/lib/partners/rate-limits/limiter";
import { permissionsOfRole } from "@/lib/partners/teams/roles";
import type { MemberRole } from "@/lib/partners/teams/schemas";
import { limitsOf } from "@/lib/plans/limits-of";
import type { Context, TokenActor, UserActor } from "@/lib/platform/context";
import { Forbidden, Unauthenticated } from "@/lib/platform/errors";
import { onlyReads, type Permission } from "@/lib/platform/permissions";
import { permissionsOfScopes, SCOPES } from "@/lib/platform/scopes";
import { sha256 } from "@/lib/platform/seal";

/** A person who calls the API, by a token or by the browser they are signed in with. */
export interface PersonCaller {
  readonly actor: UserActor | TokenActor;
  readonly userId: string;
  /** The browser session, where one is behind it. */
  readonly sessionId?: string | undefined;
  /** The partner they act within; null where the call names one that is not theirs, and where they call as themselves. */
  readonly partnerId: string | null;
  /** What their role allows, and the token's scopes. */
  readonly permissions: ReadonlySet<Permission>;
  /** A token's scopes; a session has none, only the role. */
  readonly scopes: ReadonlySet<string> | null;
  /** Whose limits these are: all of one person's calls together, however they come. */
  readonly limitsHolder: string;
  /** Whose idempotency keys these are. */
  readonly holder: string;
}

/** What a person may do through the API beside scoring: their own scripts and pages, not an app's traffic. */
export const PERSON_LIMITS: Limits = { perMinute: 60, perDay: 5_000 };
/** People score as test keys do: never billed, and no more than the free tier. */
export const PERSON_SCORING_LIMITS = limitsOf(
  { tier: "free", subscriptionStatus: "none", perMinuteLimit: null, perDayLimit: null },
  "test",
);

/** How stale "last used" may be: a write a minute and token, not one a call. */
const USED_EVERY_MS = 60_000;

/** Whether a person calls within a partner, or for themselves alone: then no partner of theirs matters. */
export type CalledAs = "member" | "person";

/**
 * Whose personal access token this is. Looked up at every call, so that a revoked one is refused at once. A token that
 * was made without a partner has none, and is of use where people call as themselves.
 * Throws Unauthenticated `invalid_key`, `revoked_key`, `expired_key`; Forbidden `user_suspended`, `partner_suspended`.
 */
export async function identifyToken(
  ctx: Context,
  token: string,
  calledAs: CalledAs = "member",
): Promise<PersonCaller> {
  const now = ctx.clock.now();
  if (!isWellFormedAccessToken(token)) {
    throw new Unauthenticated(
      "invalid_key",
      "This is not an access token of ours: check that it was copied whole.",
    );
  }
  const row = await ctx.db.personalAccessToken.findUnique({
    where: { secretHash: sha256(token) },
    include: { user: true, partner: true },
  });
  if (row === null) throw new Unauthenticated("invalid_key", "This access token is not known here.");
  if (row.revokedAt !== null) throw new Unauthenticated("revoked_key", "This access token has been revoked.");
  if (row.expiresAt !== null && row.expiresAt <= now)
    throw new Unauthenticated("expired_key", "This access token has expired.");
  const { partnerId, userId } = row;
  const member =
    partnerId === null
      ? null
      : await ctx.db.partnerMember.findUnique({ where: { partnerId_userId: { partnerId, userId } } });
  if (partnerId !== null && member === null)
    throw new Unauthenticated("revoked_key", "The owner of this access token is no longer in its team.");
  if (row.user.suspendedAt !== null)
    throw new Forbidden(
      "user_suspended",
      "This person's account is suspended. Write to support to learn why.",
    );
  if (row.partner !== null && calledAs === "member") refuseSuspended(row.partner);
  if (row.lastUsedAt === null || now.getTime() - row.lastUsedAt.getTime() > USED_EVERY_MS) {
    await ctx.db.personalAccessToken.updateMany({
      where: { id: row.id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: now } }] },
      data: { lastUsedAt: now, lastUsedIp: ctx.ip ?? null },
    });
  }
  const allowed = member === null ? new Set<Permission>() : permissionsOfRole(member.role);
  const scoped = permissionsOfScopes(SCOPES.filter((scope) => row.scopes.includes(scope)));
  return {
    actor: { type: "personal_access_token", id: row.id, userId },
    userId,
    partnerId: calledAs === "member" ? partnerId : null,
    permissions: new Set([...allowed].filter((permission) => scoped.has(permission))),
    scopes: new Set(row.scopes),
    limitsHolder: `user:${userId}`,
    holder: `token:${row.id}`,
  };
}

/**
 * Who is signed in with the browser that sends this Cookie header, within the partner that the path names, or else the
 * one they have longest worked for; null where the header holds no session's cookie.
 * Throws Unauthenticated `signed_out`, Forbidden `partner_suspended`.
 */
export async function identifySession(
  ctx: Context,
  cookieHeader: string | null,
  namedPartnerId: string | null,
): Promise<PersonCaller | null> {
  const found = await findSignedIn(ctx, cookieHeader);
  if (found === null) return null;
  const { user, impersonation, sessionId } = found;
  const chosen = namedPartnerId ?? readCookie(cookieHeader, "soulmate.partner");
  const memberships = await ctx.db.partnerMember.findMany({
    // An admin who looks through somebody's eyes sees the one partner that they named.
    where: { userId: user.id, ...(impersonation === null ? {} : { partnerId: impersonation.partnerId }) },
    include: { partner: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const member =
    memberships.find(({ partnerId }) => partnerId === chosen) ??
    (namedPartnerId === null ? memberships[0] : undefined);
  if (member !== undefined) refuseSuspended(member.partner);
  const role: MemberRole | undefined = member?.role;
  const allowed = role === undefined ? new Set<Permission>() : permissionsOfRole(role);
  return {
    actor: { type: "user", id: user.id, impersonatorId: impersonation?.adminId },
    userId: user.id,
    sessionId,
    partnerId: member?.partnerId ?? null,
    permissions: impersonation === null ? allowed : onlyReads(allowed),
    scopes: null,
    limitsHolder: `user:${user.id}`,
    holder: `user:${user.id}:${member?.partnerId ?? ""}`,
  };
}

/**
 * Who is signed in with the browser that sends this Cookie header, as themselves; null where the header holds no
 * session's cookie. Throws Unauthenticated `signed_out`, Forbidden `impersonating` for an admin who looks through
 * another's eyes: they see a partner, not the person.
 */
export async function identifySelf(ctx: Context, cookieHeader: string | null): Promise<PersonCaller | null> {
  const found = await findSignedIn(ctx, cookieHeader);
  if (found === null) return null;
  if (found.impersonation !== null) {
    throw new Forbidden(
      "impersonating",
      "What is a person's own is not for an admin who views their account.",
    );
  }
  const { user, sessionId } = found;
  return {
    actor: { type: "user", id: user.id },
    userId: user.id,
    sessionId,
    partnerId: null,
    permissions: new Set(),
    scopes: null,
    limitsHolder: `user:${user.id}`,
    holder: `user:${user.id}`,
  };
}

async function findSignedIn(ctx: Context, cookieHeader: string | null): Promise<SignedInPerson | null> {
  const value = readCookie(cookieHeader, sessionCookieName());
  if (value === null) return null;
  const sessionId = await readSessionToken(value);
  const found = sessionId === null ? null : await findSession(ctx, { session_id: sessionId });
  if (found === null)
    throw new Unauthenticated("signed_out", "This session has ended. Sign in again, or send an API key.");
  return found;
}

function refuseSuspended(partner: { suspendedAt: Date | null }): void {
  if (partner.suspendedAt !== null)
    throw new Forbidden("partner_suspended", "This account is suspended. Write to support to learn why.");
}
