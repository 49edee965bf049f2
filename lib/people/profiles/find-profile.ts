import { tokenHash } from "@/lib/people/profiles/profile-token";
import type { Context } from "@/lib/platform/context";

/** The profile of an account; null where it has none. */
export async function findUserProfile(
  ctx: Context,
  { user_id }: { user_id: string },
): Promise<string | null> {
  const found = await ctx.db.profile.findUnique({ where: { userId: user_id }, select: { id: true } });
  return found?.id ?? null;
}

/** What a browser's token opens, and until when. */
export interface FoundToken {
  hash: Buffer<ArrayBuffer>;
  profileId: string;
  expiresAt: Date;
}

/**
 * The unclaimed profile that a browser's token opens; null for a token that is unknown, expired or a link's. It is one
 * query, because every answer asks.
 */
export async function findBrowserToken(
  ctx: Context,
  { token }: { token: string },
): Promise<FoundToken | null> {
  const hash = tokenHash(token);
  if (hash === null) return null;
  const [found] = await ctx.db.$queryRaw<Omit<FoundToken, "hash">[]>`
    SELECT profile.id::text AS "profileId", token.expires_at AS "expiresAt"
    FROM profile_tokens token JOIN profiles profile ON profile.id = token.profile_id
    WHERE token.token_hash = ${hash} AND token.kind = 'browser' AND profile.user_id IS NULL
      AND token.expires_at > ${ctx.clock.now()}`;
  return found === undefined ? null : { hash, ...found };
}

/** The same where only the profile matters, and looking does not count as use. */
export async function findBrowserProfile(ctx: Context, input: { token: string }): Promise<string | null> {
  return (await findBrowserToken(ctx, input))?.profileId ?? null;
}
