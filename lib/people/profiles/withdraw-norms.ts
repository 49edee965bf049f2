import type { ProfileContext } from "@/lib/platform/context";

/** Takes back that a person's traits count in the norms: the next time they are computed, they do not. */
export async function withdrawNorms(ctx: ProfileContext): Promise<{ withdrawn: true }> {
  await ctx.db.profile.update({
    where: { id: ctx.profileId },
    data: { normsConsentAt: null, normsConsentVersion: null },
  });
  return { withdrawn: true };
}
