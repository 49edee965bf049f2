import type { ProfileContext } from "@/lib/platform/context";

/**
 * Removes everything that a person answered, for good: open sheets and stories, results, what they said of themselves
 * and the links and browsers that lead to it. An account stays. Again it changes nothing.
 */
export async function deleteProfile(ctx: ProfileContext): Promise<{ deleted: true }> {
  await ctx.db.profile.deleteMany({ where: { id: ctx.profileId } });
  return { deleted: true };
}
