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

/** The unclaimed profile that a browser's token opens; null for a token that is unknown, expired or a link's. */
export async function findBrowserProfile(ctx: Context, { token }: { token: string }): Promise<string | null> {
  const hash = tokenHash(token);
  if (hash === null) return null;
  const found = await ctx.db.profileToken.findUnique({
    where: { tokenHash: hash },
    select: { profileId: true, kind: true, expiresAt: true, profile: { select: { userId: true } } },
  });
  if (found === null || found.kind !== "browser" || found.expiresAt <= ctx.clock.now()) return null;
  return found.profile.userId === null ? found.profileId : null;
}
