import type { ProfileContext } from "@/lib/platform/context";

/** What a person has said of themselves so far. */
export async function getAbout(ctx: ProfileContext): Promise<{
  birthYear: number | null;
  region: string | null;
  gender: string | null;
  normsConsent: boolean;
}> {
  const row = await ctx.db.profile.findUniqueOrThrow({
    where: { id: ctx.profileId },
    select: { birthYear: true, region: true, gender: true, normsConsentAt: true },
  });
  const { normsConsentAt, ...about } = row;
  return { ...about, normsConsent: normsConsentAt !== null };
}
