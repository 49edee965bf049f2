import { z } from "zod";
import { ENDED_DAYS } from "@/lib/people/together/schemas";
import { job } from "@/lib/platform/jobs";

const DAY_MS = 86_400_000;

/**
 * Removes comparisons that ended 30 days ago, invitations that expired unused, and reports in which intimacy counts
 * though one of the two no longer agrees: those are shown to neither from that moment on.
 */
const removeEnded = job({
  name: "together.remove-ended",
  payload: z.object({}),
  cron: "50 3 * * *",
  async run(ctx) {
    const now = ctx.clock.now();
    const before = new Date(now.getTime() - ENDED_DAYS * DAY_MS);
    await ctx.db.togetherPair.deleteMany({ where: { endedAt: { lte: before } } });
    await ctx.db.togetherReport.deleteMany({
      where: {
        intimacy: true,
        pair: {
          members: {
            // The second where a report was being made while the other of the two took it back for this friend.
            some: { OR: [{ profile: { consents: { none: { purpose: "intimacy" } } } }, { intimacy: false }] },
          },
        },
      },
    });
    await ctx.db.togetherInvitation.deleteMany({ where: { usedAt: null, expiresAt: { lte: now } } });
  },
});

export const togetherJobs = [removeEnded];
