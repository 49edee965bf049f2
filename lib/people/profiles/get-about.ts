import { hasConsent } from "@/lib/identity/consent/record-consent";
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
    select: { birthYear: true, region: true, gender: true },
  });
  return { ...row, normsConsent: await hasConsent(ctx, ctx.db, "norms") };
}
