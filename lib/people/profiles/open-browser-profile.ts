import { type FoundToken, findBrowserToken } from "@/lib/people/profiles/find-profile";
import { unclaimedUntil } from "@/lib/people/profiles/profile-token";
import type { Context } from "@/lib/platform/context";
import { transaction } from "@/lib/platform/db";

/** A profile that is used every day is written to once a day, not with every page. */
const RENEW_AFTER_MS = 86_400_000;

/**
 * The unclaimed profile that a browser's token opens, which it is kept for 90 days from now; null for a token that is
 * unknown, expired or a link's.
 */
export async function openBrowserProfile(ctx: Context, { token }: { token: string }): Promise<string | null> {
  const found = await findBrowserToken(ctx, { token });
  if (found === null) return null;
  const until = unclaimedUntil(ctx.clock.now());
  if (until.getTime() - found.expiresAt.getTime() >= RENEW_AFTER_MS) await renew(ctx, found, until);
  return found.profileId;
}

async function renew(ctx: Context, { hash, profileId }: FoundToken, until: Date): Promise<void> {
  await transaction(ctx, async (tx) => {
    // The profile first, as claiming does. One that an account claims at this moment has no end any more.
    const { count } = await tx.profile.updateMany({
      where: { id: profileId, userId: null, expiresAt: { lte: until } },
      data: { expiresAt: until },
    });
    if (count === 0) return;
    await tx.profileToken.updateMany({ where: { tokenHash: hash }, data: { expiresAt: until } });
  });
}
