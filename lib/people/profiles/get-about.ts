import { hasConsent } from "@/lib/identity/consent/record-consent";
import type { ProfileContext } from "@/lib/platform/context";

const NOTHING = { birthYear: null, region: null, gender: null, assessments: [], quests: [] };

/** What a person has said of themselves so far. */
export async function getAbout(ctx: ProfileContext): Promise<{
  birthYear: number | null;
  region: string | null;
  gender: string | null;
  normsConsent: boolean;
  /** Whether something about intimacy was agreed to, and so may be held. */
  intimacyConsent: boolean;
}> {
  const row = await ctx.db.profile.findUnique({
    where: { id: ctx.profileId },
    select: {
      birthYear: true,
      region: true,
      gender: true,
      assessments: { where: { intimacy: "agreed" }, select: { id: true }, take: 1 },
      quests: { where: { intimacy: "agreed" }, select: { id: true }, take: 1 },
    },
  });
  // Another tab deleted it a moment ago.
  const { assessments, quests, ...about } = row ?? NOTHING;
  return {
    ...about,
    normsConsent: await hasConsent(ctx, ctx.db, "norms"),
    intimacyConsent: assessments.length + quests.length > 0,
  };
}
