import { type IssuedToken, issueToken, tokenHash, unclaimedUntil } from "@/lib/people/profiles/profile-token";
import type { Context, ProfileContext } from "@/lib/platform/context";
import { type Transaction, transaction } from "@/lib/platform/db";
import { Conflict, Invalid } from "@/lib/platform/errors";

/** More links than this that wait to be opened are not wanted by anybody. */
const MAX_OPEN_LINKS = 5;

/**
 * Makes a link by which another browser can go on: it works once, for seven days. Somebody with an account signs in
 * there instead. Throws Conflict `profile_claimed` or `too_many_links`.
 */
export async function createResumeLink(ctx: ProfileContext): Promise<IssuedToken> {
  if (ctx.userId !== null) throw claimed();
  const now = ctx.clock.now();
  return transaction(ctx, async (tx) => {
    // An account may have claimed the profile a moment ago: a link would open what is the account's.
    if (!(await lockUnclaimed(tx, ctx.profileId, now))) throw claimed();
    const open = await tx.profileToken.count({
      where: { profileId: ctx.profileId, kind: "link", expiresAt: { gt: now } },
    });
    if (open >= MAX_OPEN_LINKS) {
      throw new Conflict("too_many_links", "Use one of the links you already made, or try again in a week.");
    }
    return issueToken(tx, ctx.profileId, "link", now);
  });
}

/** Exchanges a resume link for this browser's own token. Throws Invalid `invalid_token` for one that is used or expired. */
export async function openResumeLink(ctx: Context, { token }: { token: string }): Promise<IssuedToken> {
  const hash = tokenHash(token);
  const now = ctx.clock.now();
  return transaction(ctx, async (tx) => {
    const row = hash === null ? null : await tx.profileToken.findUnique({ where: { tokenHash: hash } });
    if (row === null || row.kind !== "link" || row.expiresAt <= now) throw invalidLink();
    if (!(await lockUnclaimed(tx, row.profileId, now))) throw invalidLink();
    // Of two browsers that open it at once, one deletes the row.
    const { count } = await tx.profileToken.deleteMany({ where: { tokenHash: row.tokenHash } });
    if (count !== 1) throw invalidLink();
    await tx.profile.update({ where: { id: row.profileId }, data: { expiresAt: unclaimedUntil(now) } });
    return issueToken(tx, row.profileId, "browser", now);
  });
}

/** Locks a profile that no account has and that has not expired. Returns whether there is one. */
async function lockUnclaimed(tx: Transaction, profileId: string, now: Date): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT id FROM profiles
    WHERE id = ${profileId}::uuid AND user_id IS NULL AND expires_at > ${now} FOR UPDATE`;
  return rows.length === 1;
}

function claimed(): Conflict {
  return new Conflict("profile_claimed", "Sign in on your other device to continue there.");
}

function invalidLink(): Invalid {
  return new Invalid(
    "invalid_token",
    "This link has expired or was already used. Make a new one on your other device.",
    [{ path: "token", message: "This link has expired or was already used." }],
  );
}
