import { lockPerson, restrictedSince } from "@/lib/identity/privacy/request-deletion";
import { type IssuedToken, issueToken, unclaimedUntil } from "@/lib/people/profiles/profile-token";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

/** Makes a profile for somebody without an account, and the token that their browser keeps. */
export async function createProfile(ctx: Context): Promise<{ profileId: string; browser: IssuedToken }> {
  const now = ctx.clock.now();
  const profileId = newId(now);
  return transaction(ctx, async (tx) => {
    await tx.profile.create({ data: { id: profileId, createdAt: now, expiresAt: unclaimedUntil(now) } });
    return { profileId, browser: await issueToken(tx, profileId, "browser", now) };
  });
}

/**
 * The profile of an account; makes it where there is none. Safe to call from two requests at once. Of an account that
 * waits for its deletion it is kept from every reader.
 */
export async function ensureUserProfile(ctx: Context, { user_id }: { user_id: string }): Promise<string> {
  const found = await ctx.db.profile.findUnique({ where: { userId: user_id }, select: { id: true } });
  if (found !== null) return found.id;
  const now = ctx.clock.now();
  return transaction(ctx, async (tx) => {
    await lockPerson(tx, { userId: user_id, profileId: null });
    const restrictedAt = await restrictedSince(tx, user_id);
    await tx.profile.createMany({
      data: { id: newId(now), userId: user_id, createdAt: now, expiresAt: null, restrictedAt },
      skipDuplicates: true,
    });
    return (await tx.profile.findUniqueOrThrow({ where: { userId: user_id }, select: { id: true } })).id;
  });
}
