import { findSession } from "@/lib/identity/accounts/find-session";
import { readSessionToken, sessionCookieName } from "@/lib/identity/accounts/session-cookie";
import { isWellFormedAccessToken } from "@/lib/partners/api-keys/key-format";
import type { Limits } from "@/lib/partners/rate-limits/limiter";
import { permissionsOfRole } from "@/lib/partners/teams/roles";
import type { MemberRole } from "@/lib/partners/teams/schemas";
import { limitsOf } from "@/lib/plans/limits-of";
import type { Actor, Context } from "@/lib/platform/context";
import { Forbidden, Unauthenticated } from "@/lib/platform/errors";
import { onlyReads, type Permission } from "@/lib/platform/permissions";
import { permissionsOfScopes, SCOPES } from "@/lib/platform/scopes";
import { sha256 } from "@/lib/platform/seal";

/** A person who calls the API, by a token or by the browser they are signed in with. */
export interface PersonCaller {
  readonly actor: Actor;
  /** The partner they act within; null where the call names one that is not theirs. */
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

/**
 * Whose personal access token this is. Looked up at every call, so that a revoked one is refused at once.
 * Throws Unauthenticated `invalid_key`, `revoked_key`, `expired_key`; Forbidden `user_suspended`, `partner_suspended`.
 */
export async function identifyToken(ctx: Context, token: string): Promise<PersonCaller> {
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
  const member = await ctx.db.partnerMember.findUnique({
    where: { partnerId_userId: { partnerId: row.partnerId, userId: row.userId } },
  });
  if (member === null)
    throw new Unauthenticated("revoked_key", "The owner of this access token is no longer in its team.");
  if (row.user.suspendedAt !== null)
    throw new Forbidden(
      "user_suspended",
      "This person's account is suspended. Write to support to learn why.",
    );
  refuseSuspended(row.partner);
  if (row.lastUsedAt === null || now.getTime() - row.lastUsedAt.getTime() > USED_EVERY_MS) {
    await ctx.db.personalAccessToken.updateMany({
      where: { id: row.id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: now } }] },
      data: { lastUsedAt: now, lastUsedIp: ctx.ip ?? null },
    });
  }
  const allowed = permissionsOfRole(member.role);
  const scoped = permissionsOfScopes(SCOPES.filter((scope) => row.scopes.includes(scope)));
  return {
    actor: { type: "personal_access_token", id: row.id, userId: row.userId },
    partnerId: row.partnerId,
    permissions: new Set([...allowed].filter((permission) => scoped.has(permission))),
    scopes: new Set(row.scopes),
    limitsHolder: `user:${row.userId}`,
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
  const value = readCookie(cookieHeader, sessionCookieName());
  if (value === null) return null;
  const sessionId = await readSessionToken(value);
  const found = sessionId === null ? null : await findSession(ctx, { session_id: sessionId });
  if (found === null)
    throw new Unauthenticated("signed_out", "This session has ended. Sign in again, or send an API key.");
  const { user, impersonation } = found;
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
    partnerId: member?.partnerId ?? null,
    permissions: impersonation === null ? allowed : onlyReads(allowed),
    scopes: null,
    limitsHolder: `user:${user.id}`,
    holder: `user:${user.id}:${member?.partnerId ?? ""}`,
  };
}

function refuseSuspended(partner: { suspendedAt: Date | null }): void {
  if (partner.suspendedAt !== null)
    throw new Forbidden("partner_suspended", "This account is suspended. Write to support to learn why.");
}

function readCookie(header: string | null, name: string): string | null {
  if (header === null) return null;
  for (const part of header.split(";")) {
    const [key = "", ...value] = part.trim().split("=");
    if (key === name && value.length > 0) return value.join("=");
  }
  return null;
}
