import { z } from "zod";
import { LINK_DAYS } from "@/lib/people/profiles/profile-token";
import { job } from "@/lib/platform/jobs";

/** A profile in which nothing was answered is kept as long as a resume link works. */
const EMPTY_MS = LINK_DAYS * 86_400_000;

/**
 * Removes profiles that no account claimed in time, with their sheets and results, and tokens that have expired. Those
 * that hold nothing go sooner: programs that follow no cookie leave one at each visit.
 */
const removeExpired = job({
  name: "profiles.remove-expired",
  payload: z.object({}),
  cron: "40 3 * * *",
  async run(ctx) {
    const now = ctx.clock.now();
    await ctx.db.profile.deleteMany({ where: { userId: null, expiresAt: { lte: now } } });
    await ctx.db.$executeRaw`
      DELETE FROM profiles profile
      WHERE user_id IS NULL AND NOT synthetic AND created_at <= ${new Date(now.getTime() - EMPTY_MS)}
        AND NOT EXISTS (SELECT 1 FROM trait_results WHERE profile_id = profile.id)
        AND NOT EXISTS (SELECT 1 FROM quest_runs WHERE profile_id = profile.id AND choices <> '{}'::jsonb)
        AND NOT EXISTS (
          SELECT 1 FROM assessments sheet JOIN assessment_answers ON assessment_id = sheet.id
          WHERE sheet.profile_id = profile.id)`;
    await ctx.db.profileToken.deleteMany({ where: { expiresAt: { lte: now } } });
  },
});

export const profileJobs = [removeExpired];
