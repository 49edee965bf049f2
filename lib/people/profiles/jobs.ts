import { z } from "zod";
import { job } from "@/lib/platform/jobs";

/** Removes profiles that no account claimed in time, with their sheets and results, and tokens that have expired. */
const removeExpired = job({
  name: "profiles.remove-expired",
  payload: z.object({}),
  cron: "40 3 * * *",
  async run(ctx) {
    const now = ctx.clock.now();
    await ctx.db.profile.deleteMany({ where: { userId: null, expiresAt: { lte: now } } });
    await ctx.db.profileToken.deleteMany({ where: { expiresAt: { lte: now } } });
  },
});

export const profileJobs = [removeExpired];
