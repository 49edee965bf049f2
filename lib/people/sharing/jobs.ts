import { z } from "zod";
import { job } from "@/lib/platform/jobs";

/** Removes links that have expired, with what they showed. Until then their makers see that they expired. */
const removeExpired = job({
  name: "sharing.remove-expired",
  payload: z.object({}),
  cron: "55 3 * * *",
  async run(ctx) {
    await ctx.db.shareLink.deleteMany({ where: { expiresAt: { lte: ctx.clock.now() } } });
  },
});

export const sharingJobs = [removeExpired];
